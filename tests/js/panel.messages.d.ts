// Made by `make generated`; declared, and to be changed, in runner/events.py, runner/browser/panel_messages.py and panel_words.py.

type Choice = 'continue' | 'retry' | 'point' | 'by_hand' | 'skip' | 'back' | 'stop' | 'yes' | 'no' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';
type Part = Choice | 'fold' | 'copy' | 'move' | 'box' | 'undo' | 'picture' | 'home';
type State = 'ready' | 'working' | 'waiting' | 'ended';
type Box = [number, number, number, number];

interface FloatRect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where the panel is. */
interface Place {
  x: number;
  y: number;
  folded: boolean;
}

/** A text to copy in one language: its code, what that language calls itself, and the text. */
interface CopyIn {
  lang: string;
  name: string;
  text: string;
}

/** A question as the page gets it; a picture to look at comes by itself, as a Look. */
interface Asked {
  id: string;
  about: string;
  say: string;
  choices: Choice[];
  copy: string | null;
  copy_in: string;
  copies: CopyIn[];
  diff: string | null;
  page_answers: boolean;
  topic: string;
  labels: { [key in Choice]?: string };
  picture: boolean;
}

/** All that the panel shows. */
interface View {
  state: State;
  title: string;
  where: string;
  step: number;
  steps: number;
  doing: string;
  note: string;
  hint: string;
  batch: string;
  home: boolean;
  question: Asked | null;
  placed: Place;
}

/** page → runner: what messages of these types are answered by. */
interface PanelAnswers {
  where: FloatRect | null;
  paint: string;
  well: 'well' | 'hidden' | 'unsure' | 'elsewhere';
}

/** What stands over a question, and the line below it that reassures. */
interface QuestionHead {
  heading: string;
  calm: string;
}

/** A sentence that depends on a number: its forms, with `{count}` in them, and for each number from 0 on which. */
interface Counted {
  forms: string[];
  which: number[];
}

/** All that the panel says by itself, the language it is in, and which way that is written. */
interface PanelWords {
  lang: string;
  dir: 'ltr' | 'rtl';
  choices: { [key in Choice]?: string };
  did_it: string;
  there: string;
  about: { [key in string]?: QuestionHead };
  turn: QuestionHead;
  guide: string;
  mark: string;
  move: string;
  move_how: string;
  fold: string;
  unfold: string;
  home: string;
  home_show: string;
  to_copy: string;
  copy_in: string;
  copy: string;
  copied: string;
  selected: string;
  change: string;
  without: string;
  by_itself: string;
  picture: string;
  picture_kind: string;
  black_out: string;
  black_out_how: string;
  undo: string;
  blacked: Counted;
  drag: string;
}

/** page → runner: a document is there and wants to be told what to show. */
interface Ready {
  type: 'ready';
}

/** page → runner: a button was pressed, under the question of that id or under none. */
interface Pressed {
  type: 'pressed';
  choice: Choice;
  question: string | null;
}

/** page → runner: the person has moved or folded the panel; x and y are shares (0 to 1) of the room there is. */
interface Placed {
  type: 'placed';
  x: number;
  y: number;
  folded: boolean;
}

/** page → runner: what of the picture is blacked out now, under the question of that id. */
interface Boxes {
  type: 'boxes';
  question: string;
  boxes: Box[];
}

/** page → runner: the person wants to see the home. */
interface HomeWanted {
  type: 'home';
}

/** runner → page: what to show. */
interface Show {
  type: 'show';
  view: View;
}

/** runner → page: the picture of the question of that id, PNG in base64, and what of it is blacked out so far. */
interface Look {
  type: 'look';
  question: string;
  png: string;
  boxes: Box[];
}

/** runner → page: the same picture with these boxes black, please; the answer is PNG in base64. */
interface Paint {
  type: 'paint';
  png: string;
  boxes: Box[];
}

/** runner → page: draw attention to a box of the viewport, or to nothing. */
interface Ring {
  type: 'ring';
  box: FloatRect | null;
}

/** runner → page: draw rings with numbers around these boxes of the viewport, or none. */
interface Marks {
  type: 'marks';
  boxes: FloatRect[];
}

/** runner → page: be invisible, or visible again. */
interface Veil {
  type: 'veil';
  on: boolean;
}

/** runner → page: where on the screen is this button? */
interface Where {
  type: 'where';
  part: Part;
}

/** runner → page: can a person see the panel, and press it? */
interface Well {
  type: 'well';
}

type FromPage = Ready | Pressed | Placed | Boxes | HomeWanted;
type ToPage = Show | Look | Paint | Ring | Marks | Veil | Where | Well;

declare var optoutSay: (message: string) => void;

declare const WORDS: PanelWords;
