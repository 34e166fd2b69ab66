'use strict'

const { EventEmitter } = require('events')
const casts = require('./casts')

/** How long a mailbox may stay silent before a witness is sent in. Its owner is usually seen within 20 ms. */
const PATIENCE = 25

/** After a change of leader others come back later than we do: no verdict of absence before this many ms. */
const GRACE = 200

/** Peers counted in one mailbox: who forges their events does not fill the memory. */
const MOST = 1000

/** The names of this process's own nodes: their mailboxes are never empty, though localcast tells nobody of itself. */
const local = new Set()

const known = new Map()

/**
 * Who else is in one mailbox. Localcast tells a newcomer who is there, but nothing when nobody is, and never who left.
 * Emits 'peer' when somebody is seen, also again after a change of leader.
 */
class Presence extends EventEmitter {
  /** The one of this process: it has to listen from the moment that the mailbox is joined. Throws IncError -32005. */
  static of (name) {
    let presence = known.get(name)
    if (!presence) {
      presence = new Presence(name)
      known.set(name, presence)
    }
    return presence
  }

  constructor (name) {
    super()
    this.name = name
    this.cast = casts.mailbox(name)
    this.peers = new Map()
    this.paired = false
    this.witness = null
    this.setMaxListeners(0)
    this.cast.on('localcast', peer => this.seen(peer))
  }

  seen (peer) {
    if (isSelf(peer)) {
      this.paired = true
      this.emit('paired')
      return
    }
    if (peer?.probe === true) return // a caller on ara-up's Java library: never the mailbox's owner
    if (this.peers.size < MOST) this.peers.set(peer?.pid ?? peer?.location, isAlive(peer?.pid))
    this.emit('peer')
  }

  /** Whether somebody who was seen is still there, by the kernel's word where it can be asked. */
  occupied () {
    if (local.has(this.name)) return true
    for (const [pid, checkable] of this.peers) {
      if (!checkable || isAlive(pid)) return true
      this.peers.delete(pid)
    }
    return false
  }

  /**
   * Calls back with true when somebody is there, with false when nobody is; never before that is known.
   * Returns what gives up waiting.
   */
  whenKnown (callback) {
    if (this.occupied()) {
      callback(true)
      return () => {}
    }
    let timer
    const after = (ms, action) => {
      clearTimeout(timer)
      timer = setTimeout(action, ms)
    }
    const give = present => {
      stop()
      callback(present)
    }
    const onpeer = () => give(true)
    const onpaired = () => after(GRACE, () => give(false))
    const stop = () => {
      clearTimeout(timer)
      this.off('peer', onpeer)
      this.off('paired', onpaired)
    }
    this.on('peer', onpeer)
    this.on('paired', onpaired)
    if (this.paired) onpaired()
    else after(PATIENCE, () => this.sendWitness())
    return stop
  }

  sendWitness () {
    if (this.witness) return
    try {
      this.witness = casts.witness(this.name)
    } catch {
      // over the limit: only the call's deadline decides
    }
  }
}

function isSelf (peer) {
  return peer?.type === 'node' && peer.pid === globalThis.process?.pid
}

/** A pid of another pid namespace looks dead from the start: such a peer counts as there for good. */
function isAlive (pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

module.exports = { Presence, local }
