import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { tellConsent } from './shop/consent.ts'
import './styles/base.css'
import './styles/shell.css'
import './styles/menu.css'
import './styles/grid.css'
import './styles/home.css'
import './styles/product.css'
import './styles/filters.css'
import './styles/forms.css'
import './styles/account.css'
import './styles/slots.css'
import './styles/search.css'

tellConsent()
const place = document.getElementById('shop')
if (place)
  createRoot(place).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
