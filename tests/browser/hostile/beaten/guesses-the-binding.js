const say = JSON.stringify({type: 'pressed', choice: 'continue', question: 'q1'});
  for (const name of ['optoutSay', 'optoutPanel', 'optoutChanged', 'optout', 'bindingCalled'])
  for (const of of [window, globalThis, document, window.chrome ?? {}, Object.prototype])
  try { of[name]?.(say) } catch {}
  postMessage(say, '*'); window.optoutSay = window.optoutPanel = () => {};
  for (let at = 0; at < 50; at++) postMessage({type: 'pressed', choice: 'continue', question: 'q' + at}, '*')
