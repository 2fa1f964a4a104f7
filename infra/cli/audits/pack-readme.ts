import { visible } from "../../../shared/visible.ts";
import type { Exported } from "../evidence/export-live.ts";
import type { PackContents } from "./pack-contents.ts";

/** What the auditor reads first, in Dutch and English: what the files are, and how to check them. */
export function packReadme({ controller, register }: PackContents, { end, key }: Exported): string {
  const about = {
    controller: `${visible(controller.name)} (${controller.id})`,
    processor: visible(register.processor.name),
    head: `${end.head.sequence}:${end.head.hash}`,
    key: key ?? "-",
  };
  return `Auditdossier
============

Verwerkingsverantwoordelijke: ${about.controller}
Verwerker: ${about.processor}
Opgemaakt: ${register.at}

evidence.jsonl       het bewijs: elke wijziging in de gegevens over deze organisatie, als keten van hashes
register.json/.html  het register van verwerkingsactiviteiten (artikel 30, lid 2, AVG), alleen deze organisatie
statements.json      de verklaringen van de verwerker zoals ze nu gelden
sub-processors.json  de subverwerkers
settings.json        de instellingen waarmee het systeem is uitgerold
audits.json          de audits van deze organisatie: verzoek, informatie, bevindingen en opvolging
manifest.json        de naam, de grootte en de SHA-256 van elk bestand hierboven en van dit bestand

Controleren, op een eigen computer en zonder netwerk of rechten:

  npx meldpunt verify-export evidence.jsonl --head SEQUENCE:HASH

Neem de kop (--head) uit een mail aan de organisatie en niet uit dit dossier: dan hangt de controle niet af van wie het
dossier maakte. Vergelijk ook de sleutel met die in een mail. sha256sum geeft de SHA-256 van een bestand.

Kop van de keten: ${about.head}
Sleutel: ${about.key}


Audit pack
==========

Controller: ${about.controller}
Processor: ${about.processor}
Made at: ${register.at}

evidence.jsonl       the evidence: each change of the data about this controller, as a chain of hashes
register.json/.html  the record of processing activities (GDPR article 30(2)), of this controller only
statements.json      the processor's statements as they are now
sub-processors.json  the sub-processors
settings.json        the settings that the system was deployed with
audits.json          the audits of this controller: request, information, findings and follow-up
manifest.json        the name, the size and the SHA-256 of each file above and of this one

To check it, on a computer of your own, without network or rights:

  npx meldpunt verify-export evidence.jsonl --head SEQUENCE:HASH

Take the head (--head) from a mail to the controller and not from this pack: then the check does not depend on who made the
pack. Compare the key with the one in a mail, too. sha256sum gives the SHA-256 of a file.

Head of the chain: ${about.head}
Key: ${about.key}
`;
}
