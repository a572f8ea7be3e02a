import assert from "node:assert/strict";
import { createRequire } from "node:module";
import test from "node:test";
import { located, prefilled } from "./prefill.ts";

// Not bundled with the test: it asks for its own files.
const { JSDOM } = createRequire(`${process.cwd()}/package.json`)("jsdom");
const { DOMParser, XMLSerializer } = new JSDOM().window;
Object.assign(globalThis, { DOMParser, XMLSerializer });

const FORM = `<h:html xmlns:h="http://www.w3.org/1999/xhtml" xmlns="http://www.w3.org/2002/xforms" xmlns:saan="https://saan.in.th/xforms"><h:head><model>
  <instance><data id="x"><visit/><at><where/></at><note/></data></instance>
  <bind nodeset="/data/visit" saan:role="visit"/><bind nodeset="/data/at/where" saan:role="place"/><bind nodeset="/data/note"/>
</model></h:head></h:html>`;
const call = { visit: "v1", person: null, begun: "", forms: ["x"], done: [], place: "7.8 100 0 5" };

test("the form opens with the visit and the place in the questions that ask for them", () => {
  const xml = prefilled(FORM, call);

  assert.match(xml, /<visit>v1<\/visit>/);
  assert.match(xml, /<where>7.8 100 0 5<\/where>/);
});

test("a place that the phone learnt late is still written into the answers", () => {
  const answers = `<data id="x"><visit>v1</visit><at><where/></at><note>สบายดี</note></data>`;

  assert.match(located(answers, FORM, call.place), /<where>7.8 100 0 5<\/where>/);
  assert.equal(located(answers, FORM, ""), answers);
});

test("a place that somebody gave in the form stays", () => {
  const answers = `<data id="x"><visit>v1</visit><at><where>7.1 99 0 3</where></at></data>`;

  assert.equal(located(answers, FORM, call.place), answers);
});
