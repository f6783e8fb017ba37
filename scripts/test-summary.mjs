// The closing line of a CI run, from vitest's JSON report. Exit code 1 where a test failed or was skipped, or none ran.
import { readFileSync } from 'node:fs'

const report = read(process.argv[2])
if (!report) {
  console.log('0 passed, 0 failed (the tests did not run to their end)')
  process.exit(1)
}
const tests = report.testResults.flatMap((file) => file.assertionResults)
const skipped = tests.filter((entry) => !['passed', 'failed'].includes(entry.status))
// a file that could not be loaded has no tests of its own to count
const broken = report.testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
)
const passed = tests.filter((entry) => entry.status === 'passed').length
const failed = tests.filter((entry) => entry.status === 'failed').length + skipped.length + broken.length
for (const entry of skipped.slice(0, 20))
  console.log(`skipped, which counts as failed here: ${entry.fullName}`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}
