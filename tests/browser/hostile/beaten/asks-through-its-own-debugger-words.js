console.log('optoutSay', '{"type":"pressed"}');
  console.debug({name: 'optoutSay', payload: '{"type":"pressed","choice":"continue","question":"q1"}'})
