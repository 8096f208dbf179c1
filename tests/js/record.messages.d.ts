// Made by `make generated`; declared, and to be changed, in runner/browser/page_messages.py.

/** runner → page: the words by which record.js knows fields for secrets: a regular expression, and identifiers. */
interface GivenWords {
  secret: string;
  idents: string[];
}

/** page → runner: something was done in a login, of which nothing is told; `sends` where it sent that. */
interface SecretDone {
  type: 'secret';
  key: string;
  url: string;
  sends: boolean;
}

/** page → runner: what was done, on which page, to what; `key` is what may show of it later is told by. `option` is what was chosen of a list, `on` how a box stands, `typed` what was written where that is no secret, or what files are called, one a line. */
interface DeedDone {
  type: 'deed';
  key: string;
  url: string;
  done: 'pressed' | 'hovered' | 'sent' | 'typed' | 'chose' | 'turned' | 'attached';
  pick: PickTold;
  facts: Facts;
  option: PickTold | null;
  on: boolean | null;
  typed: string | null;
}

/** page → runner: what showed after a press: a change, nothing, or that it opened the window to choose files in. */
interface ShownLater {
  type: 'later';
  key: string;
  shown: 'changed' | 'nothing' | 'files';
}

/** page → runner: something was done that is no step. */
interface DoneAside {
  type: 'aside';
  what: 'a right click' | 'a click of the middle button' | 'what was done on a new page before it was watched';
}

type Did = SecretDone | DeedDone | ShownLater | DoneAside;

declare var optoutDid: (message: string) => void;

declare const GIVEN: GivenWords;
