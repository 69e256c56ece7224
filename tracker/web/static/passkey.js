// Passkeys: the only thing here that needs a script. Buttons with data-passkey appear where the browser knows passkeys.
"use strict";

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

async function post(address, body) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

function readable(credential) {
  const { id, type, response } = credential;
  const inside = { clientDataJSON: text(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) inside[name] = text(response[name]);
  }
  return { id, rawId: text(credential.rawId), type, response: inside };
}

async function signIn(button) {
  const publicKey = await post("/sign-in/passkey/options", {});
  publicKey.challenge = bytes(publicKey.challenge);
  publicKey.allowCredentials = (publicKey.allowCredentials || []).map((one) => ({ ...one, id: bytes(one.id) }));
  const credential = await navigator.credentials.get({ publicKey });
  const back = encodeURIComponent(button.dataset.back || "/");
  location.assign((await post(`/sign-in/passkey?back=${back}`, readable(credential))).to);
}

async function add(button) {
  const publicKey = await post("/account/passkeys/options", {});
  publicKey.challenge = bytes(publicKey.challenge);
  publicKey.user.id = bytes(publicKey.user.id);
  publicKey.excludeCredentials = (publicKey.excludeCredentials || []).map((one) => ({ ...one, id: bytes(one.id) }));
  const credential = await navigator.credentials.create({ publicKey });
  const field = document.getElementById(button.dataset.name);
  await post("/account/passkeys", { name: field ? field.value : "", answer: readable(credential) });
  location.assign(button.dataset.to || location.href);
}

if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-passkey-part]")) part.hidden = false;
  for (const button of document.querySelectorAll("[data-passkey]")) {
    button.addEventListener("click", async () => {
      const failed = document.getElementById(button.dataset.failed);
      if (failed) failed.hidden = true;
      button.disabled = true;
      try {
        await (button.dataset.passkey === "add" ? add(button) : signIn(button));
      } catch {
        if (failed) failed.hidden = false;
      }
      button.disabled = false;
    });
  }
}
