addEventListener('load', () => { for (let at = 0; at < 30; at++) window.open('about:blank#' + at) })
