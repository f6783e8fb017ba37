import type { AddressInfo } from 'node:net'
import type { Readable } from 'node:stream'
import { SMTPServer } from 'smtp-server'

/** A mail as it arrived: envelope and raw bytes. */
export interface ArrivedMail {
  from: string
  to: string[]
  raw: string
}

export interface MailServer {
  url: string
  arrived: ArrivedMail[]
  /** Recipients that were named, refused ones too. */
  asked: number
  /** What the server does from now on; each is asked anew with every mail. */
  behaviour: MailBehaviour
  close: () => Promise<void>
}

export interface MailBehaviour {
  /** An SMTP reply such as `550 5.1.1 No such user`; null takes it. */
  rcpt?: string | null
  /** The reply after the whole message. */
  data?: string | null
  /** After the message: `drop` closes the line without a word, `silence` says nothing more. */
  afterData?: 'drop' | 'silence' | null
}

/** A mail server on loopback that keeps what it takes, and fails on request. */
export async function openMailServer(options: { password?: string } = {}): Promise<MailServer> {
  const { password } = options
  const opened: MailServer = { url: '', arrived: [], asked: 0, behaviour: {}, close: async () => {} }
  const server = new SMTPServer({
    disabledCommands: password === undefined ? ['AUTH', 'STARTTLS'] : ['STARTTLS'],
    allowInsecureAuth: true,
    closeTimeout: 100,
    logger: false,
    onAuth: (auth, _session, done) =>
      auth.password === password ? done(null, { user: 'shop' }) : done(reply('535 5.7.8 Wrong password')),
    onRcptTo: (_address, _session, done) => {
      opened.asked += 1
      done(refusal(opened.behaviour.rcpt))
    },
    onData: (stream, session, done) => {
      void readAll(stream).then((raw) => {
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom === false ? '' : mailFrom.address
        const { data, afterData } = opened.behaviour
        if (!data) opened.arrived.push({ from, to: rcptTo.map(({ address }) => address), raw })
        if (afterData === 'drop') dropAll(server)
        else if (afterData !== 'silence') done(refusal(data))
      })
    },
  })
  server.on('error', () => {}) // a line that broke is what some tests are about
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo
  opened.url = `smtp://127.0.0.1:${port}`
  opened.close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return opened
}

function dropAll(server: SMTPServer): void {
  for (const connection of server.connections) connection._socket?.destroy()
}

function refusal(line: string | null | undefined): Error | null {
  return line ? reply(line) : null
}

function reply(line: string): Error {
  return Object.assign(new Error(line.slice(4)), { responseCode: Number(line.slice(0, 3)) })
}

async function readAll(stream: Readable): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

/** The headers of a raw mail by name, unfolded; of a name that stands twice, both. */
export function headersOf(raw: string): Map<string, string[]> {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]/g, ' ')
  const found = new Map<string, string[]>()
  for (const line of head.split('\r\n')) {
    const name = line.slice(0, line.indexOf(':')).toLowerCase()
    found.set(name, [...(found.get(name) ?? []), line.slice(line.indexOf(':') + 1).trim()])
  }
  return found
}

/** The words of one part of a mail, decoded. */
export function partOf(raw: string, type: 'text/plain' | 'text/html'): string {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1] ?? ''
  const parts = raw.split(`\r\n--${boundary}`)
  const part = parts.find((entry) => entry.startsWith(`\r\nContent-Type: ${type}`)) ?? ''
  const body = part.slice(part.indexOf('\r\n\r\n') + 4)
  if (/Content-Transfer-Encoding: base64/i.test(part)) return Buffer.from(body, 'base64').toString('utf8')
  if (!/Content-Transfer-Encoding: quoted-printable/i.test(part)) return body
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_mark, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
