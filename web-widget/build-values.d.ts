/// <reference types="vite/client" />

/** File name of the panel's chunk, put in when the loader is built. */
declare const __PANEL_FILE__: string
