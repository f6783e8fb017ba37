/**
 * A mail for a shadow root of the console, whose policy allows no style in attributes: each becomes a `data-style`
 * that the page sets by script. Our own markup, in which every value is escaped: ` style="` begins an attribute
 * wherever it stands within a tag.
 */
export function mailForShadow(html: string, publicUrl: string): string {
  return html
    .replace(/<style[\s\S]*?<\/style>/gi, '') // for dark mailboxes; the preview shows a light one
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle="/g, ' data-style="'))
    .replaceAll(`src="${publicUrl}/`, 'src="/')
}
