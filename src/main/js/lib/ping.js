'use strict'

const here = require('./here')

/** Asked again after this many ms without newcomers, within the time of a ping. */
const SETTLE = 50

/** Asks `nodes`, or everybody, for their pongs; see Node.ping. */
function ping (node, nodes, timeout) {
  return new Promise(resolve => {
    const pongs = new Map()
    const id = node.emitPing(nodes)
    const begun = performance.now()
    const onpong = pong => {
      if (pong.id !== undefined && pong.id !== id) return
      if (pong.name === node.name && pong.pid === here.pid) return
      const who = `${pong.name} ${pong.pid}`
      if (!pongs.has(who)) pongs.set(who, { ...pong, rtt: performance.now() - begun })
      const missing = nodes.filter(name => ![...pongs.values()].some(heard => heard.name === name))
      if (nodes.length > 0 && missing.length === 0) end()
    }
    let again
    const onnewcomer = () => {
      clearTimeout(again)
      again = setTimeout(() => node.emitPing(nodes, id), SETTLE)
    }
    const end = () => {
      clearTimeout(again)
      clearTimeout(timer)
      node.off('pong', onpong).off('newcomer', onnewcomer)
      resolve([...pongs.values()])
    }
    const timer = setTimeout(end, timeout)
    node.on('pong', onpong).on('newcomer', onnewcomer)
  })
}

module.exports = ping
