'use strict'

/** This process's id; undefined in a browser page, which has none. */
const pid = globalThis.process?.pid

/** Whether the kernel of this machine knows a process; never in a page. One of another pid namespace looks dead. */
function isAlive (other) {
  if (pid === undefined || !Number.isInteger(other) || other <= 0) return false
  try {
    globalThis.process.kill(other, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Twelve hexadecimal digits that nobody else has. */
function newId () {
  return Array.from(globalThis.crypto.getRandomValues(new Uint8Array(6)), byte => byte.toString(16).padStart(2, '0')).join('')
}

module.exports = { pid, isAlive, newId }
