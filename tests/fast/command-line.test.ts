import { describe, expect, test } from 'vitest'
import { BadInput, type Command } from '../../scripts/command.ts'
import { readCommandLine } from '../../scripts/command-line.ts'
import { commands } from '../../scripts/commands.ts'

function asked(line: string) {
  return readCommandLine(line.split(' ').filter(Boolean), commands)
}

function wordsOf(line: string): string | null {
  const request = asked(line)
  return request.kind === 'run' ? request.command.words.join(' ') : null
}

describe('the command line', () => {
  test('finds each command by its words, and what follows them', () => {
    expect(wordsOf('start')).toBe('start')
    const request = asked('import catalog a.jsonl b.csv --json --currency EUR')
    expect(request).toMatchObject({
      kind: 'run',
      json: true,
      input: { positionals: ['a.jsonl', 'b.csv'], values: { currency: 'EUR' } },
    })
    expect(wordsOf('--json staff list')).toBe('staff list')
  })

  test('refuses in one line what it does not know, and names what there is', () => {
    const cases: [string, RegExp][] = [
      ['dance', /^there is no command "dance"/],
      ['import', /^rapport import needs one of: catalog, documents, customers, orders, events$/],
      ['import shoes x', /^rapport import needs one of/],
      ['import catalog', /^usage: rapport import catalog FILE…$/],
      ['backup a b', /^usage: rapport backup FILE$/],
      ['backup a --loud', /--loud.*usage: rapport backup FILE$/],
      ['restore a --replace=yes', /usage: rapport restore FILE/],
      ['staff add a@b.c --name', /usage: rapport staff add/],
    ]
    for (const [line, message] of cases) {
      let said = ''
      try {
        asked(line)
      } catch (error) {
        expect(error).toBeInstanceOf(BadInput)
        if (error instanceof BadInput) said = error.message
      }
      expect(said).toMatch(message)
      expect(said).not.toContain('\n')
    }
  })

  test('explains every command with its usage and its options', () => {
    for (const command of commands) {
      const request = asked(`${command.words.join(' ')} --help`)
      expect(request.kind).toBe('help')
      const text = request.kind === 'help' ? request.text : ''
      expect(text).toContain(`usage: rapport ${command.words.join(' ')}`)
      for (const option of Object.keys(command.options ?? {})) expect(text).toContain(`--${option}`)
    }
  })

  test('lists every command when asked for help or nothing', () => {
    for (const line of ['', '--help', 'help', '-h']) {
      const request = asked(line)
      const text = request.kind === 'help' ? request.text : ''
      for (const command of commands) expect(text).toContain(command.words.join(' '))
    }
    const group = asked('staff --help')
    expect(group.kind === 'help' && group.text).toContain('set-password')
  })

  test('no command is hidden behind another of the same beginning', () => {
    const nameOf = (command: Command) => command.words.join(' ')
    for (const command of commands) {
      const request = readCommandLine([...command.words, ...Array(command.takes[0]).fill('x')], commands)
      expect(request.kind === 'run' && nameOf(request.command)).toBe(nameOf(command))
    }
  })
})
