// What browser.mjs bundles and puts into a page: a node on ara-inc that is driven from outside by window.commands.
const inc = require('ara-inc')

const name = new URLSearchParams(window.location.search).get('name')
const node = inc.node(name)
node.function('where', () => window.location.origin)
for (const event of ['up', 'down']) node.on(event, other => console.log(`${event} ${other.name}`))

const aborts = new Map()
window.commands = {
  async call (key, target, method, params, options) {
    aborts.set(key, new AbortController())
    return node.call(target, method, params, { signal: aborts.get(key).signal, ...options })
      .then(result => ({ result }), ({ code, message }) => ({ error: { code, message } }))
  },
  cancel: key => aborts.get(key).abort(),
  ping: async (key, nodes, options) => ({ pongs: (await node.ping(nodes, options)).map(({ name }) => name) })
}
