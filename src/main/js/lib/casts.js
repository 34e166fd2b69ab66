'use strict'

const localcast = require('localcast')
const md5 = require('md5')
const { IncError, codes } = require('./errors')

/**
 * A localcast can't be closed, and each is a connection: so one per namespace, shared by all nodes of the process, and no
 * more than this many for the mailboxes of others. Who comes later is not called and not answered, with a warning.
 */
const LIMIT = 256

const casts = new Map()
const loops = new Map()
let foreign = 0

/** The cast of a node of this process, or the one where everybody is asked (no name). */
function own (name) {
  return casts.get(namespace(name)) ?? open(namespace(name))
}

/** The cast into another node's mailbox. Throws IncError -32005 beyond the limit. */
function mailbox (name) {
  const known = casts.get(namespace(name))
  if (known) return known
  claim(name)
  return open(namespace(name))
}

/**
 * A second connection into the mailbox of a node of this process, for what this process says to it. Said on the first, a call
 * would be heard here at once, and the leader of the bus would take who said it for somebody else than who hears it.
 */
function loop (name) {
  const known = loops.get(name)
  if (known) return known
  const cast = harden(localcast(namespace(name)))
  loops.set(name, cast)
  return cast
}

/** A second connection into a mailbox that seems empty: when the two see each other, the bus has told all it knows. */
function witness (name) {
  claim(name)
  return harden(localcast(namespace(name)))
}

function claim (name) {
  if (foreign >= LIMIT) {
    const message = `'${name}' is not reached: this process already talks to ${LIMIT} mailboxes, and localcast can't close one`
    globalThis.process?.emitWarning?.(message, 'IncWarning')
    throw new IncError(codes.OVERLOADED, message)
  }
  foreign++
}

function open (space) {
  const cast = harden(localcast(space))
  casts.set(space, cast)
  return cast
}

/** Without a listener, an event named 'error' from any peer would end this process. */
function harden (cast) {
  cast.setMaxListeners(0)
  cast.on('error', () => {})
  return cast
}

function namespace (name) {
  return name === undefined ? 'localcast' : md5(name)
}

module.exports = { own, mailbox, loop, witness, LIMIT }
