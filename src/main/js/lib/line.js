'use strict'

const { Presence } = require('./presence')
const here = require('./here')

/** While calls wait, their callee is asked for a sign of life after these many ms, doubling up to the last. */
const FIRST_CHECK = 1000
const LAST_CHECK = 8000

/** Peers come back one by one after a change of leader: wait for this many ms of silence. */
const SETTLE = 50

/** What a caller keeps for one callee, NAME or NAME@PID: who is in its mailbox, and the calls that wait for it. */
class Line {
  /** `check(line)` is what is done when the callee is due to be asked for a sign of life. Throws IncError -32005. */
  constructor (target, { check, standInSeen }) {
    const at = target.lastIndexOf('@')
    const pid = at > 0 && /^[1-9][0-9]*$/.test(target.slice(at + 1)) ? Number(target.slice(at + 1)) : undefined
    this.target = target
    this.pid = pid
    this.name = pid === undefined ? target : target.slice(0, at)
    this.presence = Presence.of(this.name)
    this.calls = new Set()
    this.timer = null
    this.wait = FIRST_CHECK
    this.check = check
    this.onpeer = () => {
      if (this.presence.standsIn()) standInSeen(this)
      this.checkSoon()
    }
    this.presence.on('peer', this.onpeer)
  }

  /** Calls back with whether somebody is there, once that is known. Returns what gives up waiting. */
  whenKnown (callback) {
    if (this.pid === undefined || here.pid === undefined) return this.presence.whenKnown(callback)
    return this.presence.whenKnown(present => callback(present && (this.presence.has(this.pid) || here.isAlive(this.pid))))
  }

  occupied () {
    return this.pid === undefined ? this.presence.occupied() : this.presence.has(this.pid)
  }

  emit (event, payload) {
    this.presence.say(event, payload)
  }

  checkSoon () {
    this.checkIn(SETTLE)
  }

  /** No more than one check waits, whatever the number of calls. */
  keepChecking () {
    if (!this.timer) this.checkIn(this.wait)
  }

  checkIn (ms) {
    clearTimeout(this.timer)
    this.timer = null
    if (this.calls.size === 0) {
      this.wait = FIRST_CHECK
      return
    }
    this.timer = setTimeout(() => {
      this.timer = null
      this.wait = Math.min(2 * this.wait, LAST_CHECK)
      if (this.calls.size > 0) this.check(this)
      this.keepChecking()
    }, ms)
  }

  close () {
    clearTimeout(this.timer)
    this.presence.off('peer', this.onpeer)
  }
}

module.exports = Line
