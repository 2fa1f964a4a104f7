import type { AttachmentTexts } from "./attachment-texts.ts";

/** What the pages about files say in English. */
export const en: AttachmentTexts = {
  reference: "Reference",
  status: "Check the status",
  upload: {
    title: "Add a file",
    limits: "Read this first",
    limit: (until, types) => [
      "One file per form, of at most 20 MB. You can add 5 files in all.",
      `We take these types: ${types}.`,
      `Send the file before ${until}. A form works for no longer than 15 minutes; after that you can ask for a new one.`,
    ],
    after: "What happens to the file?",
    goes: {
      request: [
        "It goes to the organisation that your request is for. While we are still looking for that one, our privacy team sees it too.",
        "Your request stands, also without the file.",
      ],
      breach: [
        "Every organisation that this report concerns gets the file. Do not add anything that not all of them may see.",
        "While our staff are still looking at your report, they see the file first.",
        "Your report stands, also without the file.",
      ],
    },
    kept: [
      "We change nothing in the file. A photo can hold where and when it was taken: that goes along.",
      "Do not add a copy of a passport or identity card.",
    ],
    error: "If it goes wrong",
    errors: [
      "If you see a technical message with <Error> after sending, we have not received the file. Usually it is too large or empty then, or the form no longer works.",
      "Go back to this tab. You can use this form again, also with another file, until it no longer works. Only then ask for a new form.",
    ],
    file: "Choose a file",
    hint: "At most 20 MB.",
    send: "Send file",
    another: "New form for a file",
    over: {
      title: "This form no longer works",
      text: "No file has reached us with this form yet. Ask for a new form.",
    },
  },
  file: "File",
  numbered: (number) => `File ${number}`,
  states: {
    awaited: {
      title: "Your file is on its way",
      text: "We have not seen it yet. That can take a few minutes. Look again after that.",
    },
    checking: {
      title: "Your file has arrived",
      text: "We are looking at what type it is. If we also look for malware, that can take an hour. After that it goes on. There is nothing more you need to do. Later, too, you can see how it stands with your reference and code.",
    },
    received: { title: "We have received your file", text: "It has been added to your case." },
    withheld: {
      title: "Your file was withheld",
      text: "Malware was found in it. We have deleted it. Your case stands, without the file.",
    },
    not_received: {
      title: "Your file was not received",
      text: "Your case stands, without the file. Add it again if it is needed.",
    },
  },
  again: "Look again",
  download: {
    title: "A file that belongs to this case",
    intro: "Somebody added this file. This is what we know of it.",
    name: "Name that the sender gave it",
    size: "Size",
    bytes: (size) => `${size.toLocaleString("en-GB")} bytes`,
    announced: "Type according to the sender",
    type: "Type according to the content",
    unknown: "unknown",
    sum: "SHA-256",
    receivedAt: "Received",
    scan: "Malware",
    scans: {
      off: "Not examined: we do not scan files for malware.",
      clean: "Examined: nothing was found.",
      threat: "Found. The file has been deleted.",
      unsupported: "Not examined: this file cannot be scanned, for example because it is encrypted.",
      unscanned: "Not examined: the result of the scan did not come.",
    },
    warning: "Be careful",
    findings: {
      mismatch: "The content is of another type than the sender said.",
      unknown: "The content is of no type that we take or recognise.",
      dangerous:
        "This file can run something when you open it, as a program, a web page or a document with macros can; or we cannot see whether it does.",
      "two-in-one": "This file can be read as two types at once. Things are often hidden that way.",
    },
    careful: "The file comes from outside and we have not opened it. Open it only where that is safe.",
    button: "Download file",
    saved: (name) => `It is saved as ${name}.`,
    withheld: {
      title: "This file was withheld",
      text: "Malware was found in it. We have deleted it: you cannot download it.",
    },
  },
  problems: {
    too_many_attachments: {
      title: "No more files can be added",
      text: "You have added 5 files or asked for forms for them. A form with which nothing was sent no longer counts after 15 minutes. Try again then, or email us.",
    },
    already_closed: {
      title: "Your request is closed",
      text: "Nothing more can be added. Email us if you have something else.",
    },
    already_ended: {
      title: "This report is closed",
      text: "Nothing more can be added. Email us if you have something else.",
    },
    controller_gone: {
      title: "We no longer work for this organisation",
      text: "We take nothing more for it. Contact the organisation directly.",
    },
  },
};
