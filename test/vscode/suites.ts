// All suites that run in every host.
import './suite.ts'
import './keyboard.ts'
import './others.ts'
