// Signals that `lifecycle.stopSignal` may name, per operating system.

const REAL_TIME = [
  'SIGRTMIN',
  ...Array.from({ length: 15 }, (_, index) => `SIGRTMIN+${index + 1}`),
  ...Array.from({ length: 14 }, (_, index) => `SIGRTMAX-${14 - index}`),
  'SIGRTMAX',
]
const PLAIN =
  'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ'

export const LINUX_SIGNALS: readonly string[] = [...PLAIN.split(' ').map((name) => `SIG${name}`), ...REAL_TIME]
export const WINDOWS_SIGNALS: readonly string[] = ['SIGKILL', 'SIGTERM']
