// What an editor with the YAML language server (the real one) shows of manifests.
//
//   node editor.js SCHEMA check FILE...              {file: [{line, message}]}, lines from 1
//   node editor.js SCHEMA complete FILE LINE COLUMN  [label]
'use strict'

const { spawn } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { pathToFileURL } = require('node:url')
const rpc = require('vscode-jsonrpc/node')

const [schema, what, ...rest] = process.argv.slice(2)
const bin = path.join(path.dirname(require.resolve('yaml-language-server/package.json')), 'bin', 'yaml-language-server')
const server = spawn(process.execPath, [bin, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] })
const connection = rpc.createMessageConnection(
  new rpc.StreamMessageReader(server.stdout), new rpc.StreamMessageWriter(server.stdin))
const yaml = { validate: true, completion: true, schemas: { [url(schema)]: ['*.yml'] }, schemaStore: { enable: false } }

function url (file) {
  return pathToFileURL(path.resolve(file)).href
}

const diagnosed = new Map()
connection.onRequest('workspace/configuration', ({ items }) => items.map(item => item.section === 'yaml' ? yaml : {}))
connection.onRequest('client/registerCapability', () => null)
connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => diagnosed.get(uri)?.(diagnostics))
connection.onError(([error]) => { throw error })

/** Its diagnostics, once the server has sent them. */
async function open (file) {
  const answer = new Promise(resolve => diagnosed.set(url(file), resolve))
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri: url(file), languageId: 'yaml', version: 1, text: fs.readFileSync(file, 'utf8') }
  })
  return answer
}

async function check (files) {
  const result = {}
  for (const file of files) {
    result[file] = (await open(file)).map(({ range, message }) => ({ line: range.start.line + 1, message }))
  }
  return result
}

async function complete ([file, line, column]) {
  await open(file)
  const answer = await connection.sendRequest('textDocument/completion', {
    textDocument: { uri: url(file) }, position: { line: line - 1, character: column - 1 }
  })
  return (answer.items ?? answer).map(item => item.label)
}

async function main () {
  connection.listen()
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: { workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } } }
  })
  await connection.sendNotification('initialized', {})
  await connection.sendNotification('workspace/didChangeConfiguration', { settings: { yaml } })
  console.log(JSON.stringify(what === 'check' ? await check(rest) : await complete(rest)))
  await connection.sendRequest('shutdown')
  connection.sendNotification('exit')
  connection.dispose()
}

main()
