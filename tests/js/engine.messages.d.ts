// Made by `make generated`; declared, and to be changed, in runner/browser/engine_questions.py, engine_messages.py and page_messages.py,
// Facts in guard.py, PickTold as Pick in runner/flow/model.py, FOLDING in runner/flow/folding.py.

type Way = 'press' | 'hover' | 'type' | 'write';
type Why = 'moving' | 'hidden' | 'disabled' | 'outside' | 'covered' | 'panel';
type Sides = [number, number, number, number];

/** The form a control belongs to: how it is sent, and how many fields of which kind it has. */
interface Form {
  method: string;
  search: boolean;
  action: string;
  fields_search: number;
  fields_hidden: number;
  fields_secret: number;
  fields_boxes: number;
  fields_other: number;
}

/** What a click on an element sets off, and what a field is for; never what it holds. `tag`, `type`, `role`, `href` and `form` are those of the control that a click on the element activates: the element itself, what it lies in, or the control of its label. `names` is all that is written on it. `scripts`, `methods` and `senders` are attributes by which pages send without a submit control. */
interface Facts {
  tag: string;
  type: string;
  role: string;
  names: string[];
  href: string;
  leads: boolean;
  download: boolean;
  popup: boolean;
  submits: boolean;
  resets: boolean;
  toggles: boolean;
  options: boolean;
  switches: boolean;
  inside_submits: boolean;
  inside_toggles: boolean;
  inside_presses: boolean;
  form: Form | null;
  in_form: boolean;
  waits: boolean;
  tab: boolean;
  discloses: boolean;
  custom: boolean;
  language: string;
  descriptions: string[];
  edits: boolean;
  scripts: string;
  methods: string;
  senders: string;
  autocomplete: string;
  idents: string[];
  labels: string[];
  masked: boolean;
  address: string;
}

/** What a thing on a page looks like: a described click. Any field may be missing; none holds what was typed. `name` is the accessible name, `text` what is to be read on it, `kind` an input's type, `neighbours` texts near it, `path` the absolute one (`/html[1]/body[1]/a[3]`), `language` that of the page around it. */
interface PickTold {
  tag: string;
  role: string;
  name: string;
  text: string;
  id: string;
  name_attribute: string;
  href: string;
  class_names: string[];
  alt: string;
  kind: string;
  neighbours: string[];
  box: [number, number, number, number] | null;
  path: string;
  language: string;
}

/** A text to look for; `pattern` is a regular expression and its flags. */
interface PlainName {
  text: string;
  pattern: [string, string] | null;
}

/** A candidate of a target. */
interface PlainCandidate {
  role: string | null;
  names: PlainName[];
  href: PlainName | null;
  css: string | null;
  within: PlainCandidate[] | null;
  beside: PlainCandidate[] | null;
}

/** That the page tells, in this turn of the person's, whether what is looked for was there at a deed of theirs. */
interface Leaves {
  turn: number;
  key: string;
}

/** A box that interrupts: what it says, and how many fields to fill in it has. */
interface BoxTold {
  says: string;
  fields: number;
}

/** A place in a frame's window, in CSS px. */
interface Point {
  x: number;
  y: number;
}

/** What a name of a candidate means: how often it is there, where each leads ('' for nowhere else), what it is. `kept` are the keys of the first of them. The lower its `level`, the better the name fits: a text goes after what has a role, and what differs in case after what does not. */
interface MatchTold {
  candidate: number;
  name: number;
  part: boolean;
  level: number;
  addresses: string[];
  role: string;
  label: string;
  pressable: boolean;
  kept: string[];
}

/** All that a target could mean in a document, the document's address, and whether more of it is still to come. */
interface Looked {
  found: MatchTold[];
  address: string;
  early: boolean;
}

/** The element that was asked about is in the document no longer. */
interface Gone {
  gone: boolean;
}

/** The engine could not answer; of a target because that does not work in a browser. */
interface Wrong {
  error: string;
}

/** A switch or checkbox is `on`, a radio, tab or option is `selected`; None where the element says neither. */
interface State {
  on: boolean | null;
  selected: boolean | null;
}

/** A field to type in: the guard's facts, whether it is to be seen, and whether it is for one letter of a code. `before` is what stands before it where it has no label of its own. */
interface FieldTold {
  facts: Facts;
  shown: boolean;
  box: boolean;
  before: string;
}

/** What a document can say just now; `document` is its own word for itself, `asks` how many dialogs it opened. */
interface SpeechTold {
  document: string;
  ready: 'loading' | 'interactive' | 'complete';
  status: number;
  empty: boolean;
  busy: boolean;
  asks: number;
}

/** A button that may save a control: how far around it (`level`), and how many ms `ago` it was pressed, if ever. `came` tells one that was not there, or could not be pressed, before the control was turned. */
interface Saver {
  name: string;
  submits: boolean;
  level: number;
  ago: number | null;
  came: boolean;
}

/** A control's state and what keeps it from counting, of one moment: with a dialog that goes the state may change. `turned` is how many ms ago it was turned; `asks` dialogs are open. */
interface FreedomTold {
  state: State;
  covered: boolean;
  asks: number;
  busy: boolean;
  disabled: boolean;
  turned: number | null;
  savers: Saver[];
}

/** Where a thing stands on the page, in words: its part of it, its heading, its row; and what it says itself. */
interface StandsTold {
  region: string;
  region_name: string;
  under: string;
  row: string;
  says: string;
}

/** Whether a file field takes several, what it accepts, and the names of the files it has. */
interface UploadTold {
  several: boolean;
  accept: string;
  files: string[];
}

/** The box of all that is one thing with an element to a person, and whether that stands still. */
interface Brought {
  whole: Sides;
  steady: boolean;
}

/** The guard's facts of an element, what it looks like, and where it is, in view. */
interface UseTold {
  facts: Facts;
  pick: PickTold;
  brought: Brought;
}

/** Where to press. */
interface Aimed {
  at: Point;
}

/** Why one cannot press there. */
interface Kept {
  why: Why;
}

/** The deed that was waited for, and whether it met its element; 0 and None where nothing is known of it. */
interface Disarmed {
  deed: number;
  hit: boolean | null;
}

/** What could be meant by a target, and is to be seen. */
interface AskTarget {
  ask: 'target';
  target: PlainCandidate[];
  leaves: Leaves | null;
}

/** What the guard has to know about an element. */
interface AskFacts {
  ask: 'facts';
}

/** How a control stands. */
interface AskState {
  ask: 'state';
}

/** What an element looks like. */
interface AskPick {
  ask: 'pick';
}

/** Everything a person could press or fill in. */
interface AskPicks {
  ask: 'picks';
}

/** Where an element stands, in words. */
interface AskStands {
  ask: 'stands';
}

/** What a document can say; with `noting`, the dialogs that are open now have stood there before. It is `fresh` as long as nobody has done anything on it: what was open at one such look had stood there by the next. */
interface AskSpeech {
  ask: 'speech';
  noting: boolean;
  fresh: boolean;
}

/** Whether there is nothing at all in a document, nor a script that could bring something. */
interface AskEmpty {
  ask: 'empty';
}

/** Which language a document says it is in, as its code; empty where it says none. */
interface AskLanguage {
  ask: 'language';
}

/** What keeps a control's state from counting. */
interface AskFreedom {
  ask: 'freedom';
}

/** How a control stands; the page tells from now on when that changes, in this turn of the person's. */
interface AskEye {
  ask: 'eye';
  turn: number;
}

/** Every field to type in. */
interface AskFields {
  ask: 'fields';
}

/** Which of the document's embedded pages an element is; -1 where it is none. */
interface AskPlace {
  ask: 'place';
}

/** What a file field takes and has. */
interface AskUpload {
  ask: 'upload';
}

/** Where an element is, in its frame. */
interface AskOwn {
  ask: 'own';
}

/** Brings an element into view, in its frame and those around it; where it is then. */
interface AskBring {
  ask: 'bring';
}

/** Where the inside of a frame's element begins, in the window around it. */
interface AskInside {
  ask: 'inside';
}

/** The dialog, banner or box over the page that an element belongs to; none where the element of the key `beside`, which is what a step wants, lies in it as well. */
interface AskInterrupts {
  ask: 'interrupts';
  beside: string;
}

/** Whether an element is drawn. */
interface AskShown {
  ask: 'shown';
}

/** From now on no form is sent but the one that the element belongs to; what the guard has to know of it then. */
interface AskHold {
  ask: 'hold';
}

/** The hold ends, and whatever was waited for of a deed; whether anything was held. */
interface AskRelease {
  ask: 'release';
}

/** What there is to know of an element that is about to be used, which is brought into view. */
interface AskUse {
  ask: 'use';
}

/** Gets ready for a deed of this number; `tries` scrolls another way. Answered by None where it needs no place. What needs one is brought into view, and has to stand still there. */
interface AskArm {
  ask: 'arm';
  id: number;
  tries: number;
  way: Way;
}

/** Gets a plain field ready to be written in; of another that is not told. */
interface AskReady {
  ask: 'ready';
}

/** No longer waits for this deed. */
interface AskDisarm {
  ask: 'disarm';
  id: number;
}

/** Where a point of a frame is in the window around it. */
interface AskAround {
  ask: 'around';
  at: Point;
}

/** The place of the first of these options that a list has; -1 where it has none. */
interface AskOptions {
  ask: 'options';
  options: string[];
}

/** From now on the element that an event of this name is at is known by that name (carry.js). */
interface AskExpect {
  ask: 'expect';
  name: string;
}

/** An event of this name, at an element. */
interface AskCarry {
  ask: 'carry';
  name: string;
}

/** The element that Playwright asks about. */
interface AskKeep {
  ask: 'keep';
}

/** The thing at a path that still has its name. */
interface AskAt {
  ask: 'at';
  path: string;
  name: string;
}

/** The file field that an element is for. */
interface AskFile {
  ask: 'file';
}

/** The control that a click on an element is meant for. */
interface AskMeant {
  ask: 'meant';
}

/** The box that lies over an element. */
interface AskOver {
  ask: 'over';
}

/** The element that an event of this name was at. */
interface AskCarried {
  ask: 'carried';
  name: string;
}

/** The element that is asked about. */
interface AskItself {
  ask: 'itself';
}

/** The element that an event of this name was at. */
interface AskBrought {
  ask: 'brought';
  name: string;
}

/** Fields to type in and embedded pages, by their numbers in the document. */
interface AskCovered {
  ask: 'covered';
  fields: number[];
  frames: number[];
}

/** page → runner: an event of a deed of ours, at this moment; `hit` where it met the element it was meant for. */
interface Arrived {
  type: 'arrived';
  deed: number;
  hit: boolean;
  at: number;
}

/** page → runner: what should leave in this turn of the person's was there when they did something. */
interface WasThere {
  type: 'there';
  turn: number;
  key: string;
}

/** page → runner: how the control of this turn stands now, on (or chosen) or not. */
interface HowItStood {
  type: 'stood';
  turn: number;
  stood: boolean;
}

type Unasked = Arrived | WasThere | HowItStood;

interface Queries {
  target: AskTarget;
  facts: AskFacts;
  state: AskState;
  pick: AskPick;
  picks: AskPicks;
  stands: AskStands;
  speech: AskSpeech;
  empty: AskEmpty;
  language: AskLanguage;
  freedom: AskFreedom;
  eye: AskEye;
  fields: AskFields;
  place: AskPlace;
  upload: AskUpload;
  own: AskOwn;
  bring: AskBring;
  inside: AskInside;
  interrupts: AskInterrupts;
  shown: AskShown;
  hold: AskHold;
  release: AskRelease;
  use: AskUse;
  arm: AskArm;
  ready: AskReady;
  disarm: AskDisarm;
  around: AskAround;
  options: AskOptions;
  expect: AskExpect;
  carry: AskCarry;
}

interface Answers {
  target: Looked | Wrong;
  facts: Facts;
  state: State;
  pick: PickTold;
  picks: PickTold[];
  stands: StandsTold;
  speech: SpeechTold;
  empty: boolean;
  language: string;
  freedom: FreedomTold;
  eye: boolean | null;
  fields: FieldTold[];
  place: number;
  upload: UploadTold;
  own: Sides;
  bring: Brought;
  inside: [number, number];
  interrupts: BoxTold | null;
  shown: boolean;
  hold: Facts;
  release: boolean;
  use: UseTold;
  arm: Aimed | Kept | null;
  ready: 'ready' | 'readonly' | 'other';
  disarm: Disarmed;
  around: Aimed | Kept;
  options: number;
  expect: boolean;
  carry: boolean;
}

interface Whiches {
  keep: AskKeep;
  at: AskAt;
  file: AskFile;
  meant: AskMeant;
  over: AskOver;
  carried: AskCarried;
}

interface Gifts {
  itself: AskItself;
  brought: AskBrought;
  covered: AskCovered;
}

declare var optoutArrived: ((message: string) => void) | undefined;

declare const FOLDING: Record<'unseen' | 'primes' | 'quotes' | 'dashes' | 'letters', string>;
