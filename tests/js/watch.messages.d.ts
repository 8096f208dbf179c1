// Made by `make generated`; declared, and to be changed, in runner/browser/page_messages.py.

/** page → runner: something on the page may have changed. */
interface Changed {
  type: 'changed';
}

/** page → runner: the person has done something there. */
interface Acted {
  type: 'acted';
}

/** page → runner: a hand on something that can be pressed; `at` is the moment, in ms of the document's clock. */
interface Touched {
  type: 'touched';
  at: number;
}

/** page → runner: a form is being sent by GET, to this address without its query. */
interface FormSent {
  type: 'form';
  to: string;
}

type Noticed = Changed | Acted | Touched | FormSent;

declare var optoutChanged: (message: string) => void;
