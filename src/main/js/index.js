'use strict'

const { IncError, codes } = require('./lib/errors')
const Node = require('./lib/node')

/**
 * Puts a node on the bus: from now on it answers ping, and takes calls as soon as it is ready.
 * See README.md for the options.
 */
function node (name, options) {
  return new Node(name, options)
}

module.exports = { node, IncError, codes }
