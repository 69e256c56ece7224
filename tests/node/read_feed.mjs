// Reads calendar files with ical.js, node-ical and ts-ics and prints, as JSON, what each of them understands.
// Usage: node read_feed.mjs FILE...

import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import nodeIcal from "node-ical";
import { convertIcsCalendar } from "ts-ics";

const pad = (number, width = 2) => String(number).padStart(width, "0");

function withIcalJs(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      start: event.startDate.isDate ? event.startDate.toString() : event.startDate.toJSDate().toISOString(),
      end: event.endDate.isDate ? event.endDate.toString() : event.endDate.toJSDate().toISOString(),
      status: component.getFirstPropertyValue("status"),
      summary: event.summary,
      alarms: component.getAllSubcomponents("valarm").length,
    };
  });
}

function withNodeIcal(text) {
  const moment = (date) =>
    date.dateOnly
      ? `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
      : date.toISOString();
  return Object.values(nodeIcal.sync.parseICS(text))
    .filter((part) => part.type === "VEVENT")
    .map((event) => ({
      uid: event.uid,
      start: moment(event.start),
      end: moment(event.end),
      status: event.status,
      summary: event.summary,
      alarms: (event.alarms ?? []).length,
    }));
}

function withTsIcs(text) {
  return convertIcsCalendar(undefined, text).events.map((event) => {
    const iso = event.start.date.toISOString();
    return { summary: event.summary, start: event.start.type === "DATE" ? iso.slice(0, 10) : iso };
  });
}

const answers = process.argv.slice(2).map((file) => {
  const text = readFileSync(file, "utf8");
  return { "ical.js": withIcalJs(text), "node-ical": withNodeIcal(text), "ts-ics": withTsIcs(text) };
});
process.stdout.write(JSON.stringify(answers));
