'use strict'

/** A function as `info` tells of it: what its author said, in one shape. */
function describe (name, { params, description, returns }) {
  return { name, description, params: params?.map(describeParam), returns }
}

function describeParam (param) {
  if (typeof param === 'string') return { name: param }
  const { name, type, description } = param
  return { name, type, description }
}

/** The names of parameters that were given as strings or as { name, type, description }. Throws a TypeError for others. */
function paramNames (params) {
  return params?.map(param => {
    const name = typeof param === 'string' ? param : param?.name
    if (typeof name !== 'string' || name === '') throw new TypeError('a parameter is a name, or an object with one')
    return name
  })
}

/** Whether a call with this `target` is for a node; who does not say for whom it is, means whose mailbox it came to. */
function isFor (target, name, pid) {
  return target === undefined || target === name || (pid !== undefined && target === `${name}@${pid}`)
}

module.exports = { describe, paramNames, isFor }
