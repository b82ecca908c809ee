import assert from "node:assert/strict";

import { follow } from "../lib/browser.mjs";
import { api } from "../lib/people.mjs";
import { check } from "../lib/suite.mjs";

const FAMILY = { type: "family", id: "f-m1" };
const HOSTILE = "<img src=x onerror=alert(1)> \u202Eevil " + "W".repeat(200);

/// E-mails and text messages of a family, of which one bounced after it was opened.
async function sent(page, demo) {
  await page.goto("/");
  const to = { address: "lee@home.example", name: "Lee Smith" };
  const email = { channel: "email", to, record: FAMILY, provider: "amazon_ses" };
  const sms = { channel: "sms", to: { address: "+1 555 010 0199" }, record: FAMILY };
  const messages = [
    { ...email, id: "e2e-1", subject: "Camp starts", text: "Bring a towel. Your code is 482913." },
    { ...email, id: "e2e-2", subject: HOSTILE },
    { ...sms, id: "e2e-3", text: "Practice is off today" },
  ];
  await api(page, demo, "post", "/v1/messages", { messages });
  const events = [
    { id: "1", kind: "opened", message_own_id: "e2e-1" },
    { id: "2", kind: "bounced_hard", message_own_id: "e2e-1", code: "5.1.1", reason: "No such user" },
  ];
  await api(page, demo, "post", "/v1/messages/events", { events });
}

const CAMP = `<body style="background:#eee"><base href="https://evil.example/">
<meta http-equiv="refresh" content="0;url=https://evil.example/refresh">
<style>@import "https://evil.example/import"; p { background: url(https://evil.example/style) }</style>
<link rel="stylesheet" href="https://evil.example/link">
<script>fetch("https://evil.example/script"); document.title = "ran"</script>
<svg onload="parent.document.title='ran'"><image href="https://evil.example/svg"/></svg>
<table width="600" background="https://evil.example/table" style="border:1px solid #ccc"><tr><td>
<h1 style="color:#a40000">Camp starts on Monday</h1>
<p style="background:url(https://evil.example/p)">Bring a <b>towel</b> and a bottle of water.</p>
<img src="https://evil.example/pixel" width="1" height="1">
<img src="https://evil.example/logo.png" alt="Logo" onerror="document.title='ran'">
<img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg==" width="20" alt="Dot">
<form action="https://evil.example/form"><input name="password"><button>Send</button></form>
<iframe src="https://evil.example/frame"></iframe>
<a href="https://gym.example/camp?from=mail">Choose a week</a>
</td></tr></table>`;

export default function define(world) {
  for (const [how, options] of [
    ["with script", {}],
    ["without script", { script: false, colorScheme: "dark" }],
  ]) {
    check(world, `messages: as one was sent it asks nobody for anything, ${how}`, options,
      async (page, visit) => {
        await page.goto("/");
        const to = { address: "lee@home.example" };
        const message = { id: "e2e-html", channel: "email", to, html: CAMP };
        const data = { messages: [{ ...message, subject: "Camp as sent" }] };
        const { messages: [{ id }] } = await api(page, visit.demo, "post", "/v1/messages", data);
        const asked = [];
        page.on("request", (request) => asked.push(request.url()));
        await page.goto(`/messages/${id}/text`);
        assert.match(await page.locator(".message-text").innerText(), /Bring a towel/);
        await page.locator(".message-sent > summary").click();
        const frame = page.frameLocator(".message-sent > iframe");
        await frame.getByText("Choose a week").waitFor();
        assert.match(await frame.locator("footer").innerText(), /gym\.example\/camp\?from=mail/);
        assert.equal(await frame.locator("a, form, input, iframe, script, svg, link").count(), 0);
        assert.equal(await frame.locator("img").count(), 1, "the one that it holds");
        assert.match(await frame.locator("td").innerText(), /Picture of .*evil\.example.*Logo/);
        await frame.getByText("Choose a week").click();
        for (const width of [320, 1920, 768]) {
          await page.setViewportSize({ width, height: 900 });
          await visit.assertFits();
        }
        assert.equal(await page.title().then((title) => title.includes("ran")), false);
        const foreign = asked.filter((url) => !url.startsWith(visit.demo.url));
        assert.deepEqual(foreign, []);
        assert.equal(asked.filter((url) => url.includes("/as-sent")).length, 1);
        if (options.script === false) return;
        // axe would talk to the frame, which has no script to answer.
        await page.locator("iframe[title='As it was sent']").evaluate((one) => one.remove());
        await visit.assertAccessible();
      });
  }

  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";
    check(world, `messages: from a log to what one says, ${how}`, { script },
      async (page, { demo }) => {
        await sent(page, demo);
        await page.goto("/communications/email?needs_attention=true");
        await page.getByLabel("Find messages").fill("towel");
        await follow(page, page.getByRole("button", { name: "Find" }), /q=towel/);
        const rows = page.locator(".messages tbody tr");
        assert.equal(await rows.count(), 1);
        assert.match(await rows.innerText(), /Bounced[^]*No such user/);
        const way = rows.getByRole("link", { name: "Camp starts", exact: true });
        await follow(page, way, /\/messages\//);
        assert.equal(await page.locator("h1").innerText(), "Camp starts");
        assert.equal(await page.getByText("towel").count(), 0, "not before it is asked for");
        assert.equal(await page.locator(".message-timeline > li").count(), 2);
        await follow(page, page.getByRole("link", { name: "Show what it says" }), /\/text/);
        assert.match(await page.locator(".message-text").innerText(), /Bring a towel.*••••/);
        await page.goto("/?q=type:access+action:annals.message.viewed");
        assert.ok((await page.locator(".entries tbody tr").count()) > 0, "that it was looked at is logged");
      });
  }

  check(world, "messages: a record has them, sorted by their heads", {}, async (page, { demo }) => {
    await sent(page, demo);
    await page.goto("/records/family/f-m1");
    const main = page.getByRole("main");
    const tab = page.locator(".tabs").getByRole("link", { name: "Communication" });
    await follow(page, tab, /communication\/email/);
    const first = page.locator(".messages tbody tr").first();
    assert.equal(await page.locator(".messages tbody tr").count(), 2);
    await follow(page, main.getByRole("link", { name: "Status" }), /sort=status/);
    assert.match(await first.innerText(), /Bounced/);
    await follow(page, main.getByRole("link", { name: "Status" }), /reversed=true/);
    assert.match(await first.innerText(), /Queued/);
    await follow(page, main.getByRole("link", { name: "SMS Log" }), /communication\/sms/);
    assert.match(await page.locator(".messages tbody").innerText(), /Practice is off today/);
  });

  for (const [name, options] of [
    ["light", {}],
    ["dark", { colorScheme: "dark" }],
    ["Arabic", { locale: "ar" }],
  ]) {
    check(world, `messages: fit and are accessible, ${name}`, options, async (page, visit) => {
      await sent(page, visit.demo);
      const list = await page.request.get("/v1/messages?q=e2e-1");
      const [{ id }] = (await list.json()).messages;
      const paths = ["/communications/email", "/records/family/f-m1/communication/sms",
        `/messages/${id}`];
      for (const path of paths) {
        await page.goto(path);
        for (const width of [320, 768, 1920]) {
          await page.setViewportSize({ width, height: 900 });
          await visit.assertFits();
        }
        await visit.assertAccessible();
      }
    });
  }
}
