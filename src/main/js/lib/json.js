'use strict'

/**
 * The length of a value's JSON text, about; throws a TypeError where it has none. Localcast writes the text again: what is
 * flat, as most calls and results are, is not written just to look at it.
 */
function lengthOf (value) {
  const flat = lengthOfFlat(value)
  if (flat >= 0) return flat
  if (!Array.isArray(value)) return JSON.stringify(value)?.length ?? 4
  return value.reduce((sum, element) => sum + lengthOf(element) + 1, 2)
}

function lengthOfFlat (value) {
  if (value === null || value === undefined) return 4
  if (typeof value === 'string') return value.length + 2
  return typeof value === 'number' || typeof value === 'boolean' ? 8 : -1
}

module.exports = { lengthOf }
