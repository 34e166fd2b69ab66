'use strict'

const { pid, isAlive } = require('./here')

/** A newcomer is asked who it is after these many ms of silence. */
const SETTLE = 50

/** The kernel is asked after known processes this often. A page, which can't ask it, pings everybody instead, more rarely. */
const PERIOD = pid === undefined ? 10000 : 1000

/** Who has not answered a ping of ours in this time, and can't be asked for by its pid, is gone: the RFC's limit. */
const PATIENCE = 5000

/** Nodes known at a time: who forges pongs does not fill the memory. */
const MOST = 1000

/** The nodes that come and go, while somebody listens: one timer, and a ping when there is a newcomer. */
class Watch {
  constructor (node) {
    this.node = node
    this.known = new Map()
    this.timer = null
    this.settling = null
    this.ask = this.ask.bind(this)
    this.listeners = { pong: pong => this.seen(pong), bye: bye => this.left(bye), newcomer: () => this.newcomer() }
  }

  start () {
    if (this.timer) return
    for (const [event, listener] of Object.entries(this.listeners)) this.node.on(event, listener)
    this.timer = setInterval(() => this.look(), PERIOD)
    queueMicrotask(this.ask) // the listener that this was started for is there then
  }

  stop () {
    clearInterval(this.timer)
    clearTimeout(this.settling)
    this.timer = this.settling = null
    for (const [event, listener] of Object.entries(this.listeners)) this.node.off(event, listener)
    this.known.clear()
  }

  newcomer () {
    clearTimeout(this.settling)
    this.settling = setTimeout(this.ask, SETTLE)
  }

  /** Each must answer the newest ping that it can have heard. */
  ask () {
    if (!this.timer) return
    const now = Date.now()
    for (const known of this.known.values()) known.askedAt ??= now
    this.node.emitPing([])
  }

  seen (pong) {
    if (typeof pong.name !== 'string' || (pong.name === this.node.name && pong.pid === pid)) return
    const key = keyOf(pong)
    const known = this.known.get(key)
    if (known) {
      known.askedAt = undefined
    } else if (this.known.size < MOST) {
      this.known.set(key, { pong, askedAt: undefined, checkable: isAlive(pong.pid) })
      this.node.emit('up', pong)
    }
  }

  left (bye) {
    const known = this.known.get(keyOf(bye))
    if (known) this.gone(known.pong)
  }

  look () {
    const late = Date.now() - PATIENCE
    for (const { pong, askedAt, checkable } of this.known.values()) {
      if (checkable ? !isAlive(pong.pid) : askedAt <= late) this.gone(pong)
    }
    if (pid === undefined) this.ask()
  }

  gone (pong) {
    this.known.delete(keyOf(pong))
    this.node.emit('down', { name: pong.name, pid: pong.pid })
  }
}

function keyOf ({ name, pid }) {
  return JSON.stringify([name, pid])
}

module.exports = Watch
