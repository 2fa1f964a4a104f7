import type { PageTexts } from "./texts.ts";

/** Everything that the pages say in English. */
export const en: PageTexts = {
  layout: {
    skip: "Skip to the content",
    switch: "Nederlands",
    switchKeeps: "Nederlands (bewaart wat u invulde)",
    privacy: "Privacy",
    accessibility: "Accessibility",
    newTab: "opens in a new tab",
    contact: "Questions? Email",
    error: "Error",
  },
  start: {
    title: "How can we help you?",
    intro: (processor: string) =>
      `${processor} keeps and processes personal data for other organisations. We send what you submit here to the organisation that decides about your data.`,
    request: {
      action: "Make a request about your data",
      text: "You want to know what data an organisation has about you, or you want it corrected or erased.",
    },
    breach: {
      action: "Report a data breach",
      text: "You know or think that personal data has been lost or has reached the wrong people.",
    },
    status: {
      action: "Check the status",
      text: "You have submitted something and you have a reference and a receipt code.",
    },
    chosen: (controller: string) =>
      `The link that brought you here has already selected ${controller} for you.`,
    unknown:
      "The link that brought you here names an organisation that we do not know. You can name the organisation yourself.",
    ended:
      "The link that brought you here names an organisation that we no longer work for. For a request about your data, contact that organisation directly.",
  },
  form: {
    optional: "optional",
    choose: "Make a choice",
    summary: "There is a problem",
    trap: "Leave this field empty",
    again: "Check your answers and submit the form again.",
    unknownId: (id: string) => `We do not know this id: ${id}`,
    errors: {
      required: "Fill this in.",
      not_text: "Enter text here.",
      too_long: "This is too long. It can have {limit} characters at most.",
      too_many: "These are too many. There can be {limit} at most.",
      too_few: "Select at least {limit}.",
      repeated: "Name everything only once.",
      single_line: "This must fit on one line and have no special characters.",
      plain_text: "This contains characters that are not text. Remove them.",
      mail_address: "Enter one email address, like name@example.com.",
      controller_or_organisation: "Select an organisation, or write down which one you mean.",
      controllers_or_organisation: "Select at least one organisation, or write down which one you mean.",
      instant: "Enter a date and a time that exist, such as 22-11-2026 08:30.",
      date: "Enter a real date.",
      range: "The highest number is smaller than the lowest.",
      ends_before_it_starts: "The end is before the start.",
      ended_and_ongoing: "Something that has ended cannot still be going on. Choose one of the two.",
      nothing_in_it: "There is nothing new in this.",
      not_a_code:
        "This cannot be a reporter code: it has 26 letters and digits. If you have none, leave this empty.",
      file_empty: "This file is empty.",
      file_too_large: "This file is too large. It can have {limit} bytes at most.",
      unknown_field: "We do not know this field.",
      not_an_option: "We do not know this option. Choose again.",
      wrong_type: "Enter a whole number, like 25.",
    },
    problems: {
      trap_filled: {
        title: "A hidden field was filled in",
        text: "Your browser has probably filled in a field that people cannot see and that is only there for spam programs. We have emptied it. Nothing has been sent yet.",
      },
      idempotency_key_reused: {
        title: "You have already sent this form",
        text: "You changed something afterwards. What you sent before has arrived. If you send this form again now, it will count as a second one.",
      },
      controller_gone: {
        title: "We no longer work for this organisation",
        text: "We take no more requests for it. Contact the organisation directly. Nothing has been sent.",
      },
      unknown_controller: {
        title: "We do not know this organisation",
        text: "Select another one, or write down which organisation you mean. Nothing has been sent yet.",
      },
      body_too_large: {
        title: "This is too much text",
        text: "Make your texts shorter. Nothing has been sent yet.",
      },
      already_ended: {
        title: "This report is closed already",
        text: "Nothing can be added to it. Email us if you know more.",
      },
      too_many_updates: {
        title: "This report is full",
        text: "Email us what else you know. Nothing has been sent now.",
      },
      not_found: {
        title: "This report is no longer there",
        text: "Nothing has been sent. Email us if you know more.",
      },
      not_stored: {
        title: "Sending did not work",
        text: "This is our fault. Send the form again in a few minutes: it will not count as a second one.",
      },
      invalid_idempotency_key: {
        title: "Something was wrong with this form",
        text: "We have mended that. Nothing has been sent yet. Send it again.",
      },
      unexpected: {
        title: "Something went wrong on our side",
        text: "Send the form again. If it still does not work, email us.",
      },
    },
  },
  request: {
    title: "Make a request about your data",
    intro:
      "We send your request to the organisation that decides about your data. It should answer you within one month, or say why it takes longer. Do not send a copy of your passport or identity card.",
    submit: "Send request",
    organisation: "Which organisation is it about?",
    what: "What do you want?",
    you: "Who is it about?",
    youIntro: "These are the details of the person the request is about.",
    known: "How will the organisation recognise you?",
    knownIntro:
      "Only fill in what the organisation already knows about you. You do not have to fill in anything.",
    representative: "Are you asking for somebody else?",
    representativeIntro:
      "If so, we will send the confirmation to you. If you are asking for yourself, leave this empty.",
    fields: {
      controllerId: { label: "Organisation", hint: "", missing: "" },
      organisation: {
        label: "Is the organisation not in the list? Write down which one you mean",
        hint: "Our privacy team will look it up for you.",
        missing: "",
      },
      rights: {
        label: "Select what you want",
        hint: "You can select more than one.",
        missing: "Select at least one of these options.",
      },
      message: {
        label: "What else would you like to say?",
        hint: "The organisation will read this. Do not write down any passwords.",
        missing: "",
      },
      name: { label: "Name", hint: "", missing: "Enter a name." },
      email: {
        label: "Email address",
        hint: "The organisation will answer to this address.",
        missing: "Enter an email address.",
      },
      representativeName: { label: "Your name", hint: "", missing: "Enter your own name too." },
      representativeEmail: {
        label: "Your email address",
        hint: "The organisation will then answer to this address.",
        missing: "Enter your own email address too.",
      },
      representativeCapacity: {
        label: "What is your relation to this person?",
        hint: "For example parent, guardian or lawyer.",
        missing: "",
      },
    },
    identifiers: {
      customer_number: "Customer number",
      account: "Username or account",
      phone: "Telephone number",
      address: "Address",
      date_of_birth: "Date of birth",
      other: "Something else",
    },
    rights: {
      access: { label: "I want to know what data you have about me", hint: "Access" },
      rectification: { label: "My data is wrong: correct it", hint: "Rectification" },
      erasure: { label: "Erase my data", hint: "Erasure, the right to be forgotten" },
      restriction: { label: "Do not use my data for now", hint: "Restriction of processing" },
      portability: {
        label: "Give me my data in a form that I can use elsewhere",
        hint: "Data portability",
      },
      objection: { label: "I do not want you to use my data for this", hint: "Objection" },
      automated_decision: {
        label: "A computer made a decision about me: let a person look at it",
        hint: "Automated decision-making",
      },
      withdraw_consent: {
        label: "I gave my consent and I take it back",
        hint: "Withdrawal of consent",
      },
      other: { label: "Something else", hint: "Write down below what you want" },
    },
  },
  breach: {
    title: "Report a data breach",
    intro:
      "Fill in what you know now. The rest can follow later, so do not wait to report it. If you are not sure, report it anyway: our staff will look into it.",
    submit: "Report data breach",
    what: "What happened?",
    organisations: "Which organisations does the data belong to?",
    you: "Who are you?",
    youIntro: "We will send you a confirmation by email.",
    contact: "Who can the organisation talk to about this?",
    contactIntro:
      "Leave this empty if that is you. The organisations get the name, email address and telephone number of the contact.",
    more: "What else do you know?",
    moreIntro: "You can leave everything below empty.",
    whose: "Which data is it about?",
    done: "What has been done about it?",
    code: "Do you have a reporter code?",
    codeIntro:
      "Our staff and the companies that work for us have one. With a valid code, a report that is certain goes to the organisations at once. Without a code we look at the report first.",
    occurrence: {
      confirmed: "Yes, it certainly happened",
      suspected: "No, I suspect it",
    },
    ongoing: { true: "Yes", false: "No" },
    fields: {
      occurrence: {
        label: "Are you sure that it happened?",
        hint: "",
        missing: "Select whether you are sure.",
      },
      description: {
        label: "Describe what happened",
        hint: "Do not write down the data itself, such as people's names or numbers.",
        missing: "Describe what happened.",
      },
      discoveredAt: {
        label: "When was it discovered?",
        hint: "Date and Dutch time, such as 22-11-2026 08:30.",
        missing: "Enter when it was discovered.",
      },
      controllerIds: { label: "Select all organisations that it affects", hint: "", missing: "" },
      otherControllerIds: {
        label: "Other organisations, by their id",
        hint: "Only if you know the id. Put a comma between several ids.",
        missing: "",
      },
      organisation: {
        label: "Is an organisation not in the list? Write down which one you mean",
        hint: "Our staff will look it up.",
        missing: "",
      },
      reporterName: { label: "Name", hint: "", missing: "Enter your name." },
      reporterEmail: { label: "Email address", hint: "", missing: "Enter your email address." },
      reporterPhone: { label: "Telephone number", hint: "", missing: "" },
      reporterOrganisation: { label: "Organisation you work for", hint: "", missing: "" },
      contactName: { label: "Name of the contact person", hint: "", missing: "Enter the name too." },
      contactEmail: {
        label: "Email address of the contact person",
        hint: "",
        missing: "Enter the email address too.",
      },
      contactPhone: { label: "Telephone number of the contact person", hint: "", missing: "" },
      code: { label: "Reporter code", hint: "26 letters and digits.", missing: "" },
      howDiscovered: { label: "How was it discovered?", hint: "", missing: "" },
      startedAt: { label: "When did it start?", hint: "Such as 22-11-2026 08:30.", missing: "" },
      endedAt: { label: "When did it end?", hint: "Such as 22-11-2026 08:30.", missing: "" },
      ongoing: { label: "Is it still going on?", hint: "", missing: "" },
      nature: { label: "What happened to the data?", hint: "", missing: "" },
      incidentKind: { label: "What kind of incident is it?", hint: "", missing: "" },
      cause: { label: "What is the cause?", hint: "Even if you only suspect it.", missing: "" },
      consequences: {
        label: "What could the consequences be for the people it is about?",
        hint: "",
        missing: "",
      },
      proposedSolution: { label: "What solution do you propose?", hint: "", missing: "" },
      measuresTaken: { label: "What measures have already been taken?", hint: "", missing: "" },
      protectionBefore: {
        label: "How was the data protected?",
        hint: "For example by encryption.",
        missing: "",
      },
      informed: { label: "Who already knows about it?", hint: "", missing: "" },
      personalDataCategories: { label: "Which personal data?", hint: "", missing: "" },
      specialCategories: { label: "Does it include special categories of data?", hint: "", missing: "" },
      dataSubjectCategories: { label: "Whose data is it?", hint: "", missing: "" },
      subjectsMin: {
        label: "How many people, at least?",
        hint: "",
        missing: "Enter the lowest number too.",
      },
      subjectsMax: {
        label: "How many people, at most?",
        hint: "",
        missing: "Enter the highest number too.",
      },
      recordsMin: {
        label: "How many data records, at least?",
        hint: "",
        missing: "Enter the lowest number too.",
      },
      recordsMax: {
        label: "How many data records, at most?",
        hint: "",
        missing: "Enter the highest number too.",
      },
    },
    nature: {
      confidentiality: "Somebody saw or received it who should not have (confidentiality)",
      integrity: "It was changed (integrity)",
      availability: "It is gone or cannot be used (availability)",
    },
  },
  update: {
    title: "Add to your report",
    intro: "Only fill in what is new or has changed. What you leave empty stays as it was.",
    submit: "Send addition",
    what: "What is new?",
    fields: {
      note: {
        label: "Explanation",
        hint: "Do not include the data itself, such as people's names or numbers.",
        missing: "",
      },
      description: {
        label: "A better description of what happened",
        hint: "This replaces your earlier description.",
        missing: "",
      },
      discoveredAt: { label: "Another time of discovery", hint: "Such as 22-11-2026 08:30.", missing: "" },
      final: { label: "Is this everything?", hint: "", missing: "" },
    },
    final: "Yes, nothing more will follow",
    done: "We have received your addition",
    number: "Addition",
    next: {
      received: "Your addition is now on its way to the organisations.",
      held: "Our breach desk looks at your addition first.",
    },
  },
  receipt: {
    request: {
      title: "We have received your request",
      next: (controller: string | undefined) =>
        controller === undefined
          ? [
              "Our privacy team will find out which organisation your request is for, and send it on.",
              "You will get a confirmation by email.",
              "The organisation should answer you by the date above.",
            ]
          : [
              `We are now sending ${controller} your request.`,
              "You will get a confirmation by email.",
              "The organisation should answer you by the date above.",
            ],
    },
    breach: {
      title: "We have received your report",
      unknownCode: "We do not know the reporter code that you entered, or it is no longer valid.",
      next: {
        received: [
          "Your report is going to the organisations above now.",
          "You will get a confirmation by email.",
        ],
        held: [
          "Our data breach team is being told now and will look at your report first.",
          "If they confirm the breach, your report goes to the organisations the data belongs to.",
          "You will get a confirmation by email.",
        ],
      },
    },
    once: "You do not need to send anything again. If you go back and send the form once more, it may become a second one.",
    code: "Receipt code",
    keep: "Keep the reference and the code",
    explanation:
      "With the reference and the receipt code together you can check the status. The code is secret: we do not keep it and do not send it by email. If you lose it, use the link in our confirmation email.",
    print: "You can print this page or save the receipt.",
    download: "Save the receipt as text",
    next: "What happens next?",
    status: "Check the status",
  },
  status: {
    title: "Check the status",
    intro: "The reference and the receipt code are on the receipt that you got when you submitted something.",
    fields: {
      reference: {
        label: "Reference",
        hint: "Starts with DSR or BR, like DSR-7K3M-9QXT-2W5R.",
        missing: "Enter the reference.",
      },
      code: { label: "Receipt code", hint: "26 letters and digits.", missing: "Enter the receipt code." },
    },
    lost: "Have you lost the code? There is a link in our confirmation email that also lets you check the status.",
    submit: "Check",
    notFound: {
      title: "We cannot find this",
      text: "The reference and the code do not belong together, or we no longer have the data. Check that you have copied them correctly.",
    },
    add: "Add to the report",
    addFile: "Add a file",
    files: "Files",
    file: "File",
    fileStatus: {
      awaited: "not arrived yet",
      checking: "arrived, we are looking at it",
      received: "received",
      withheld: "withheld: malware was found in it",
      not_received: "not received; it does not count",
    },
    refresh: "Refresh",
    requestTitle: "Status of your request",
    breachTitle: "Status of your report",
    reference: "Reference",
    stands: "Status",
    receivedAt: "Received",
    respondBy: "Answer due by",
    latestLawful: "Allowing for weekends and public holidays",
    controller: "Organisation",
    controllers: "Organisations",
    toBeFound: "We are finding out which organisation it is",
    notKnown: "Not known",
    because: "Reason",
    waiting: "Something is still waiting for our data breach team.",
    happened: "What happened?",
    request: {
      received: "Received. We are sending your request on.",
      forwarded: "Sent on. The organisation has your request.",
      acknowledged: "The organisation has told us that it has read your request.",
      undelivered:
        "We have not been able to deliver your request yet. Our staff are looking for another way.",
      closed: "Closed.",
    },
    breach: {
      received: "Received. We are notifying the organisations.",
      held: "Our staff are looking at your report.",
      forwarded: "All organisations have been notified.",
      acknowledged: "All organisations have told us that they have read the report.",
      undelivered: "Not all organisations could be reached. Our staff are looking for another way.",
      dismissed: "Dismissed: our staff found no data breach here.",
      concluded: "Concluded.",
      withdrawn: "Withdrawn.",
    },
    controllerStatus: {
      received: "being notified",
      held: "not notified yet",
      forwarded: "notified",
      acknowledged: "has told us that it has read the report",
      undelivered: "not reached yet",
      dismissed: "not notified",
    },
    requestEvents: {
      received: "Your request was received.",
      assigned: "Our staff found out which organisation your request is for.",
      sent: "The email to the organisation was sent.",
      forwarded: "The organisation's mail server accepted the email.",
      acknowledged: "The organisation has told us that it has read the email.",
      undelivered: "The email to the organisation did not arrive.",
      escalated: "The email goes to another contact of the organisation.",
      desk_told: "No contact has answered. Our staff take it from here.",
      closed: "Our staff closed your request.",
      attached: "A file was attached.",
      attachment_withheld: "A file was withheld: malware was found in it.",
      acknowledgement_sent: "The confirmation to you was sent.",
      acknowledgement_delivered: "Your mail server accepted the confirmation.",
      acknowledgement_undelivered: "The confirmation to you did not arrive.",
      acknowledgement_capped:
        "You got no confirmation of this by email, because many were sent to this address already.",
    },
    breachEvents: {
      received: "The report was received.",
      held: "The report is with our data breach team.",
      updated: "The report was added to.",
      assigned: "An organisation was added to the report.",
      confirmed: "Our staff confirmed the data breach.",
      dismissed: "Our staff dismissed the report.",
      released: "An addition was released.",
      discarded: "An addition was not forwarded.",
      concluded: "The report was concluded.",
      withdrawn: "The report was withdrawn.",
      sent: "The emails to the organisations were sent.",
      forwarded: "All mail servers accepted the emails.",
      acknowledged: "All organisations have told us that they have read the email.",
      undelivered: "An email to an organisation did not arrive.",
      attached: "A file was attached.",
      attachment_withheld: "A file was withheld: malware was found in it.",
      acknowledgement_sent: "The confirmation to you was sent.",
      acknowledgement_delivered: "Your mail server accepted the confirmation.",
      acknowledgement_undelivered: "The confirmation to you did not arrive.",
      acknowledgement_capped:
        "You got no confirmation of this by email, because many were sent to this address already.",
    },
  },
  acknowledge: {
    request: {
      title: "Have you read this request?",
      text: "We sent you a request from a data subject. Confirm that somebody in your organisation has read it.",
      button: "Yes, we have read the request",
    },
    breach: {
      title: "Have you read this notice?",
      text: "We sent you notice of a data breach. Confirm that somebody in your organisation has read it.",
      button: "Yes, we have read the notice",
    },
    meaning:
      "You only confirm that you have read the email, not what you will do about it. Without a confirmation we may contact you again.",
    reference: "Reference",
    sentAt: "Sent",
    done: "Thank you: your confirmation has been recorded",
    doneAt: "Confirmed",
    close: "You can close this page.",
  },
  problems: {
    not_found: {
      title: "Page not found",
      text: "The address is not right, or what was here is gone. A link in an email works for as long as we are dealing with the case.",
    },
    method_not_allowed: {
      title: "This page does not work like that",
      text: "This address is for computer programs, or you came here through a form that is no longer right.",
    },
    malformed_form: {
      title: "We could not read the form",
      text: "Go back and send it again. Nothing has been sent.",
    },
    not_form: {
      title: "We could not read the form",
      text: "Go back and send it again. Nothing has been sent.",
    },
    body_too_large: {
      title: "This is too much text",
      text: "Go back and make your texts shorter. Nothing has been sent.",
    },
    not_stored: {
      title: "This does not work at the moment",
      text: "This is our fault. Try again in a few minutes.",
    },
    unexpected: {
      title: "Something went wrong on our side",
      text: "Try again. If it still does not work, email us.",
    },
  },
  privacy: {
    title: "Privacy",
    intro: (processor: string) =>
      `These pages are run by ${processor}, the processor: we keep and process personal data for other organisations. Those organisations are responsible for your data and decide about it.`,
    sections: [
      {
        heading: "What we do with your data",
        list: [
          "We send what you enter in the request form to the organisation that you name. It answers you at the email address that you enter. If we do not know the organisation, our privacy team looks it up.",
          "Our staff look at a report of a data breach. If it comes with a valid reporter code, it goes to the organisations the data belongs to at once. They read what happened, and the name, email address and telephone number of the contact. If you name no contact, that is you.",
          "A file that you add we give unchanged to the organisation, or for a data breach to every organisation the data belongs to. A photo can hold where and when it was taken. We look at what type a file is, and at whether there is malware in it if we examine that.",
          "At your email address we confirm that we have received something from you.",
          "If you leave out something that is needed, we cannot take your request or report.",
        ],
      },
      {
        heading: "Why we are allowed to do this",
        list: [
          "For the organisations we do this on their instructions: we have agreed with them that we pass on requests and report data breaches (Article 28 of the GDPR). They are responsible.",
          "For the confirmation to you, for requests whose organisation we do not know yet, and for the data of those who report a breach, we are responsible ourselves. We have a legitimate interest in handling requests and reports properly (Article 6(1)(f) of the GDPR).",
        ],
      },
      {
        heading: "How long we keep it",
        list: [
          "We keep what you submit for as long as we work for the organisation. One month after that we destroy it. A report about several organisations stays until we work for none of them.",
          "For as long as we do not know which organisation your request or report belongs to, it stays with us.",
          "We keep a file for as long as the request or report that it belongs to. What we cannot take is erased after two days.",
          "A backup disappears by itself at most 35 days later.",
          "Our logs hold nothing that you entered in your own words: no name, no address, no message.",
        ],
      },
      {
        heading: "What we do not do",
        list: [
          "These pages set no cookies and do not track you.",
          "We do not ask for a copy of an identity document.",
          "We share your data with nobody but the organisation, and the companies that run our computers and email.",
        ],
      },
      {
        heading: "Your rights",
        list: [
          "You may see your data, have it corrected, erased or handed to you, have its use restricted, and object. Ask for this with the form on this site.",
          "You can complain to the Dutch data protection authority (Autoriteit Persoonsgegevens).",
        ],
      },
    ],
    contact: (address: string) => `Questions about privacy? Email ${address}.`,
  },
  accessibility: {
    title: "Accessibility",
    intro: "Everybody must be able to use these pages. For this we follow WCAG 2.2, levels A and AA.",
    sections: [
      {
        heading: "What you can expect",
        list: [
          "Everything works with the keyboard and without JavaScript.",
          "The pages fit on a narrow screen and stay readable when you zoom in a lot.",
          "They follow the colours, contrast and reduced motion that you have set on your device.",
          "If there is an error, the top of the page says what is wrong, with a link to the field. What you had entered stays.",
        ],
      },
      {
        heading: "How we check this",
        list: [
          "With every change a program checks all pages in a real browser, using rules for WCAG 2.2.",
          "No outside expert has examined the pages yet.",
        ],
      },
    ],
    contact: (address: string) =>
      `Is there something you cannot use? Email ${address}. You can also send us your request or report there.`,
  },
};
