// A second reader of calendars: the text of one in each line, as JSON; what ical.js finds in it out, in a line of JSON.
import ICAL from "ical.js";
import { createInterface } from "node:readline";

const said = (component) =>
  component.getAllProperties().map((each) => [each.name, each.getValues().map(String)]);

const read = (text) => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const parts = calendar.getAllSubcomponents().map((part) => [part.name, said(part), part.getAllSubcomponents().length]);
  return { name: calendar.name, properties: said(calendar), parts };
};

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(read(JSON.parse(line))) + "\n");
}
