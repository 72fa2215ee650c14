<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Catalog</name>
    <message>
        <source>General prior for photographs: textures and edges, no faces or objects.</source>
        <translation>Allgemeines Vorwissen über Fotos: Strukturen und Kanten, keine Gesichter oder Dinge.</translation>
    </message>
    <message>
        <source>Small general prior for photographs: textures and edges, no faces or objects.</source>
        <translation>Kleines allgemeines Vorwissen über Fotos: Strukturen und Kanten, keine Gesichter oder Dinge.</translation>
    </message>
    <message>
        <source>The licence of the repository that offers it; the weights have no statement of their own.</source>
        <translation>Die Lizenz des Repositoriums, das es anbietet; zu den Gewichten selbst steht nichts.</translation>
    </message>
    <message>
        <source>Not stated by its publisher.</source>
        <translation>Vom Herausgeber nicht angegeben.</translation>
    </message>
    <message>
        <source>Not for commercial use.</source>
        <translation>Nicht für gewerbliche Zwecke.</translation>
    </message>
    <message>
        <source>A denoiser for noise of 0 to 50 levels; beyond that it never saw any, so a run begins at 50.</source>
        <translation>Ein Entrauscher für Rauschen von 0 bis 50 Stufen; mehr hat er nie gesehen, deshalb beginnt ein Lauf bei 50.</translation>
    </message>
    <message>
        <source>The same for grey pictures; colours are denoised one by one.</source>
        <translation>Dasselbe für graue Bilder; Farben werden einzeln entrauscht.</translation>
    </message>
    <message>
        <source>Fast general prior for photographs, for watching live on a processor; less detail.</source>
        <translation>Schnelles allgemeines Modell für Fotos, um auf einem Prozessor live zuzusehen; weniger Details.</translation>
    </message>
    <message>
        <source>{subject} at {size} pixels.</source>
        <translation>{subject} mit {size} Pixeln.</translation>
    </message>
    <message>
        <source>{subject} at {size} pixels, by class.</source>
        <translation>{subject} mit {size} Pixeln, nach Klassen.</translation>
    </message>
    <message>
        <source>{subject} at {size} pixels, by class or without.</source>
        <translation>{subject} mit {size} Pixeln, nach Klassen oder ohne.</translation>
    </message>
    <message>
        <source>{subject} at {size} pixels, without classes.</source>
        <translation>{subject} mit {size} Pixeln, ohne Klassen.</translation>
    </message>
    <message>
        <source>{subject} at {size} pixels, {network}.</source>
        <translation>{subject} mit {size} Pixeln, {network}.</translation>
    </message>
    <message>
        <source>{subject} at {size} pixels; the model of the {paper} paper.</source>
        <translation>{subject} mit {size} Pixeln; das Modell des {paper}-Aufsatzes.</translation>
    </message>
    <message>
        <source>The licence of {origin}, from whose model it was trained on.</source>
        <translation>Die Lizenz von {origin}, von dessen Modell aus weitergelernt wurde.</translation>
    </message>
    <message>
        <source>It is {origin}&apos;s {model} under another name.</source>
        <translation>Es ist {model} von {origin} unter anderem Namen.</translation>
    </message>
    <message>
        <source>Trained on freely licensed photographs, most of them CC-BY-SA-4.0, CC0-1.0 or in the public domain; {card} counts them.</source>
        <translation>Gelernt aus frei lizenzierten Fotos, die meisten unter CC-BY-SA-4.0, CC0-1.0 oder gemeinfrei; {card} zählt sie auf.</translation>
    </message>
    <message>
        <source>Trained on freely licensed photographs, most of them CC-BY-SA-4.0, CC0-1.0 or in the public domain; {card} counts them. It learned from `{teacher}`.</source>
        <translation>Gelernt aus frei lizenzierten Fotos, die meisten unter CC-BY-SA-4.0, CC0-1.0 oder gemeinfrei; {card} zählt sie auf. Es ging aus `{teacher}` hervor.</translation>
    </message>
    <message>
        <source>Bedrooms</source>
        <translation>Schlafzimmer</translation>
    </message>
    <message>
        <source>Cats</source>
        <translation>Katzen</translation>
    </message>
    <message>
        <source>Horses</source>
        <translation>Pferde</translation>
    </message>
    <message>
        <source>Churches</source>
        <translation>Kirchen</translation>
    </message>
    <message>
        <source>ImageNet</source>
        <translation>ImageNet</translation>
    </message>
    <message>
        <source>Photographs of ImageNet</source>
        <translation>Fotos aus ImageNet</translation>
    </message>
    <message>
        <source>Faces (FFHQ)</source>
        <translation>Gesichter (FFHQ)</translation>
    </message>
    <message>
        <source>Faces (CelebA-HQ)</source>
        <translation>Gesichter (CelebA-HQ)</translation>
    </message>
    <message>
        <source>Animals&apos; faces (AFHQ v2)</source>
        <translation>Tiergesichter (AFHQ v2)</translation>
    </message>
    <message>
        <source>CIFAR-10</source>
        <translation>CIFAR-10</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Delete %1</source>
        <translation>%1 löschen</translation>
    </message>
    <message>
        <source>Rename a result</source>
        <translation>Ein Ergebnis umbenennen</translation>
    </message>
</context>
<context>
    <name>Downloads</name>
    <message>
        <source>%1: the server does not have it any more (HTTP %2). Its page may say where it is now.</source>
        <translation>%1: Der Server hat sie nicht mehr (HTTP %2). Vielleicht sagt ihre Seite, wo sie jetzt ist.</translation>
    </message>
    <message>
        <source>%1: the server does not give it to everybody (HTTP %2). Its page may say how to get it.</source>
        <translation>%1: Der Server gibt sie nicht jedem (HTTP %2). Vielleicht sagt ihre Seite, wie man sie bekommt.</translation>
    </message>
    <message>
        <source>%1: the server answers with a fault (HTTP %2). Try again later.</source>
        <translation>%1: Der Server antwortet mit einem Fehler (HTTP %2). Bitte später noch einmal versuchen.</translation>
    </message>
    <message>
        <source>%1 is in the folder of the models already and is left as it is. Remove it first.</source>
        <translation>%1 ist schon im Ordner der Modelle und bleibt, wie es ist. Bitte zuerst entfernen.</translation>
    </message>
    <message>
        <source>%1: its address in the catalog is not an encrypted one (https).</source>
        <translation>%1: Die Adresse im Katalog ist keine verschlüsselte (https).</translation>
    </message>
    <message>
        <source>%1: the server sends on to %2, which is not encrypted. It was not followed.</source>
        <translation>%1: Der Server leitet unverschlüsselt weiter zu %2. Dem wurde nicht gefolgt.</translation>
    </message>
    <message>
        <source>%1: the server has %2 bytes in place of the %3 that it should be. It was changed, and is not kept.</source>
        <translation>%1: Der Server hat %2 Bytes statt der %3, die es sein sollten. Sie wurde verändert und bleibt nicht.</translation>
    </message>
    <message>
        <source>%1: what arrived is not what was published (its SHA-256 differs). It was damaged or changed, and is not kept.</source>
        <translation>%1: Was ankam, ist nicht das Veröffentlichte (die Prüfsumme SHA-256 ist eine andere). Es wurde beschädigt oder verändert und bleibt nicht.</translation>
    </message>
    <message>
        <source>%1: what arrived is no model that Lacuna knows, and is not kept (%2).</source>
        <translation>%1: Was ankam, ist kein Modell, das Lacuna kennt, und bleibt nicht (%2).</translation>
    </message>
    <message>
        <source>%1 arrived, but could not be put into %2.</source>
        <translation>%1 kam an, ließ sich aber nicht in %2 ablegen.</translation>
    </message>
    <message>
        <source>%1: the connection was cut. What arrived is kept; continue later.</source>
        <translation>%1: Die Verbindung brach ab. Was ankam, bleibt; später geht es weiter.</translation>
    </message>
    <message>
        <source>%1: the server stopped answering. What arrived is kept; continue later.</source>
        <translation>%1: Der Server antwortet nicht mehr. Was ankam, bleibt; später geht es weiter.</translation>
    </message>
    <message>
        <source>%1: %2 can&apos;t be found. Is this computer connected to the network?</source>
        <translation>%1: %2 ist nicht zu finden. Ist dieser Rechner mit dem Netz verbunden?</translation>
    </message>
    <message>
        <source>%1: no connection to %2 (%3).</source>
        <translation>%1: keine Verbindung zu %2 (%3).</translation>
    </message>
    <message>
        <source>%1: there is no room on the disk (%2). Make room and continue.</source>
        <translation>%1: Auf dem Datenträger ist kein Platz (%2). Bitte Platz schaffen und weitermachen.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be written (%2).</source>
        <translation>%1 lässt sich nicht schreiben (%2).</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>Unfinished work could not be brought back.</source>
        <translation>Nicht beendete Arbeit ließ sich nicht zurückholen.</translation>
    </message>
    <message>
        <source>The project was not saved.</source>
        <translation>Das Projekt wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>“%1” could not be opened.</source>
        <translation>„%1“ ließ sich nicht öffnen.</translation>
    </message>
    <message>
        <source>The mask “%1” could not be used.</source>
        <translation>Die Maske „%1“ ist nicht verwendbar.</translation>
    </message>
    <message>
        <source>The blur kernel “%1” could not be used.</source>
        <translation>Der Unschärfekern „%1“ ist nicht verwendbar.</translation>
    </message>
    <message>
        <source>The blur could not be estimated.</source>
        <translation>Die Unschärfe ließ sich nicht schätzen.</translation>
    </message>
    <message>
        <source>The result was not saved.</source>
        <translation>Das Ergebnis wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>The mask was not saved.</source>
        <translation>Die Maske wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>The mask was not changed.</source>
        <translation>Die Maske wurde nicht verändert.</translation>
    </message>
    <message>
        <source>The restoration did not finish.</source>
        <translation>Die Restaurierung kam nicht zum Ende.</translation>
    </message>
    <message>
        <source>The model could not be loaded.</source>
        <translation>Das Modell ließ sich nicht laden.</translation>
    </message>
    <message>
        <source>The steps were not exported.</source>
        <translation>Die Schritte wurden nicht exportiert.</translation>
    </message>
    <message>
        <source>Your presets could not be read or kept.</source>
        <translation>Die eigenen Vorlagen ließen sich nicht lesen oder ablegen.</translation>
    </message>
    <message>
        <source>A setting does not fit. Change it and try again.</source>
        <translation>Eine Einstellung passt nicht. Bitte ändern und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The file is missing, damaged or no PNG, JPEG, TIFF or WebP. Try another copy of it.</source>
        <translation>Die Datei fehlt, ist beschädigt oder weder PNG noch JPEG, TIFF oder WebP. Vielleicht gibt es noch eine Kopie.</translation>
    </message>
    <message>
        <source>The folder can&apos;t be written to, or the name has no known ending. Choose another place; .png, .jpg, .tif and .webp can be saved.</source>
        <translation>In den Ordner lässt sich nicht schreiben, oder der Name hat keine bekannte Endung. Bitte einen anderen Ort wählen; gespeichert werden .png, .jpg, .tif und .webp.</translation>
    </message>
    <message>
        <source>The disk is full. Make room or choose another place.</source>
        <translation>Der Datenträger ist voll. Bitte Platz schaffen oder einen anderen Ort wählen.</translation>
    </message>
    <message>
        <source>A mask must have the photograph&apos;s width and height.</source>
        <translation>Eine Maske muss so breit und so hoch sein wie das Foto.</translation>
    </message>
    <message>
        <source>Something must be marked, and something left unmarked to restore it from. Paint over what should be restored.</source>
        <translation>Etwas muss markiert sein, und etwas muss frei bleiben, woraus es ergänzt wird. Bitte übermalen, was restauriert werden soll.</translation>
    </message>
    <message>
        <source>It must be smaller than the photograph and have some light in it. Choose another one.</source>
        <translation>Er muss kleiner sein als das Foto und darf nicht ganz schwarz sein. Bitte einen anderen wählen.</translation>
    </message>
    <message>
        <source>The model is not installed. Choose another one, or install Lacuna again.</source>
        <translation>Das Modell ist nicht installiert. Bitte ein anderes wählen oder Lacuna neu installieren.</translation>
    </message>
    <message>
        <source>The model&apos;s file is damaged. Choose another one, or install it again.</source>
        <translation>Die Datei des Modells ist beschädigt. Bitte ein anderes wählen oder es neu installieren.</translation>
    </message>
    <message>
        <source>The file is a model of a kind that Lacuna doesn&apos;t know. Choose another one.</source>
        <translation>Die Datei ist ein Modell einer Art, die Lacuna nicht kennt. Bitte ein anderes wählen.</translation>
    </message>
    <message>
        <source>There is not enough free memory, even in small parts. Close other programs, or mark a smaller part of the photograph.</source>
        <translation>Der freie Speicher reicht nicht, auch nicht in kleinen Teilen. Bitte andere Programme schließen oder einen kleineren Teil des Fotos markieren.</translation>
    </message>
    <message>
        <source>The graphics processor is not available. Restore on the CPU instead.</source>
        <translation>Der Grafikprozessor ist nicht verfügbar. Bitte stattdessen auf der CPU restaurieren.</translation>
    </message>
    <message>
        <source>The computation left its range. Use one of the presets, or a smaller step size.</source>
        <translation>Die Rechnung ist aus dem Ruder gelaufen. Bitte eine der Vorlagen oder eine kleinere Schrittweite verwenden.</translation>
    </message>
    <message>
        <source>This is a fault in Lacuna. The details help to find it; please report them.</source>
        <translation>Das ist ein Fehler in Lacuna. Die Einzelheiten helfen, ihn zu finden; bitte melden.</translation>
    </message>
    <message>
        <source>The photograph, the mask and earlier results are unchanged.</source>
        <translation>Das Foto, die Maske und frühere Ergebnisse sind unverändert.</translation>
    </message>
    <message>
        <source>It is still here, and no file was changed.</source>
        <translation>Alles ist noch da, und keine Datei wurde verändert.</translation>
    </message>
    <message>
        <source>The settings at hand are unchanged, and so is the file.</source>
        <translation>Die jetzigen Einstellungen sind unverändert, die Datei auch.</translation>
    </message>
    <message>
        <source>What was saved by itself is kept beside the program&apos;s data.</source>
        <translation>Was von selbst gesichert wurde, bleibt bei den Daten des Programms liegen.</translation>
    </message>
    <message>
        <source>The file is missing, damaged, no Lacuna project, or from a newer version. Try another copy of it.</source>
        <translation>Die Datei fehlt, ist beschädigt, kein Lacuna-Projekt oder aus einer neueren Version. Vielleicht gibt es noch eine Kopie.</translation>
    </message>
    <message>
        <source>Put right what the details say, or move the file away.</source>
        <translation>Bitte richtigstellen, was in den Einzelheiten steht, oder die Datei beiseitelegen.</translation>
    </message>
    <message>
        <source>See the details for the file and the cause.</source>
        <translation>Datei und Ursache stehen in den Einzelheiten.</translation>
    </message>
    <message>
        <source>The place can&apos;t be written to, or ffmpeg could not make it.</source>
        <translation>Dorthin lässt sich nicht schreiben, oder ffmpeg ist daran gescheitert.</translation>
    </message>
    <message>
        <source>The photograph is too small for so long a blur. Lower the maximum blur.</source>
        <translation>Das Foto ist zu klein für eine so lange Unschärfe. Bitte das Maximum verringern.</translation>
    </message>
    <message>
        <source>The folder can&apos;t be written to. Choose another place.</source>
        <translation>In den Ordner lässt sich nicht schreiben. Bitte einen anderen Ort wählen.</translation>
    </message>
    <message>
        <source>The recipe was not saved.</source>
        <translation>Das Rezept wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>The photograph was not degraded.</source>
        <translation>Das Foto wurde nicht beschädigt.</translation>
    </message>
    <message>
        <source>“%1” was not imported.</source>
        <translation>„%1“ wurde nicht importiert.</translation>
    </message>
    <message>
        <source>“%1” was not removed.</source>
        <translation>„%1“ wurde nicht entfernt.</translation>
    </message>
    <message>
        <source>A model of that name is there already, or the folder can&apos;t be written to.</source>
        <translation>Ein Modell dieses Namens ist schon da, oder in den Ordner lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>The file is damaged or no model, or says too little of itself; see the details.</source>
        <translation>Die Datei ist beschädigt oder kein Modell, oder sie sagt zu wenig über sich; mehr unter Einzelheiten.</translation>
    </message>
    <message>
        <source>The folder can&apos;t be written to. See the details for the cause.</source>
        <translation>In den Ordner lässt sich nicht schreiben. Die Ursache steht unter Einzelheiten.</translation>
    </message>
    <message>
        <source>Your work is not being saved by itself.</source>
        <translation>Ihre Arbeit wird nicht von selbst gesichert.</translation>
    </message>
    <message>
        <source>Save the project yourself; it is tried again every minute.</source>
        <translation>Bitte das Projekt selbst speichern; jede Minute wird es wieder versucht.</translation>
    </message>
</context>
<context>
    <name>Kernel</name>
    <message>
        <source>Soft, wider in one direction</source>
        <translation>Weich, in einer Richtung breiter</translation>
    </message>
    <message>
        <source>Gaussian %L1 × %L2 px at %L3°</source>
        <translation>Gauß %L1 × %L2 px, %L3°</translation>
    </message>
    <message>
        <source>Width along</source>
        <translation>Breite längs</translation>
    </message>
    <message>
        <source>How far the blur reaches along its direction: σ there.</source>
        <translation>Wie weit die Unschärfe längs ihrer Richtung reicht: σ dort.</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Width across</source>
        <translation>Breite quer</translation>
    </message>
    <message>
        <source>How far the blur reaches across its direction: σ there.</source>
        <translation>Wie weit die Unschärfe quer zu ihrer Richtung reicht: σ dort.</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>The direction in which it is wider: 0° is level, 90° upright, counter-clockwise.</source>
        <translation>Die Richtung, in der sie breiter ist: 0° ist waagrecht, 90° senkrecht, gegen den Uhrzeigersinn.</translation>
    </message>
    <message>
        <source>°</source>
        <translation>°</translation>
    </message>
    <message>
        <source>Out of focus (disc)</source>
        <translation>Falscher Fokus (Scheibe)</translation>
    </message>
    <message>
        <source>disc %L1 px</source>
        <translation>Scheibe %L1 px</translation>
    </message>
    <message>
        <source>Radius</source>
        <translation>Radius</translation>
    </message>
    <message>
        <source>Radius of the disc that a point out of focus becomes.</source>
        <translation>Radius der Scheibe, zu der ein Punkt außerhalb des Fokus wird.</translation>
    </message>
    <message>
        <source>Soft (Gaussian)</source>
        <translation>Weich (Gauß)</translation>
    </message>
    <message>
        <source>Gaussian %L1 px</source>
        <translation>Gauß %L1 px</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>How far the blur reaches: σ of the Gaussian.</source>
        <translation>Wie weit die Unschärfe reicht: σ der Gauß-Kurve.</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Bewegung</translation>
    </message>
    <message>
        <source>motion %L1 px at %L2°</source>
        <translation>Bewegung %L1 px, %L2°</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>How far the camera moved during the exposure.</source>
        <translation>Wie weit sich die Kamera während der Aufnahme bewegt hat.</translation>
    </message>
    <message>
        <source>Angle</source>
        <translation>Winkel</translation>
    </message>
    <message>
        <source>The direction of the motion: 0° is level, 90° upright, counter-clockwise.</source>
        <translation>Die Richtung der Bewegung: 0° ist waagrecht, 90° senkrecht, gegen den Uhrzeigersinn.</translation>
    </message>
</context>
<context>
    <name>Language</name>
    <message>
        <source>en</source>
        <extracomment>The two letters of this language&apos;s code, not the word.</extracomment>
        <translation>de</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Connecting …</source>
        <translation>Verbindet …</translation>
    </message>
    <message>
        <source>Reading what is here …</source>
        <translation>Liest, was da ist …</translation>
    </message>
    <message>
        <source>Did not arrive</source>
        <translation>Kam nicht an</translation>
    </message>
    <message>
        <source>Paused, %1</source>
        <translation>Angehalten, %1</translation>
    </message>
    <message>
        <source>, %1 million parameters</source>
        <translation>, %1 Millionen Parameter</translation>
    </message>
    <message>
        <source>, %1 classes</source>
        <translation>, %1 Klassen</translation>
    </message>
    <message>
        <source>Only from its page, by hand: download it there, then import it.</source>
        <translation>Nur von Hand, von seiner Seite: dort herunterladen, dann importieren.</translation>
    </message>
    <message>
        <source>A download is checked by its published SHA-256.</source>
        <translation>Ein Download wird an der veröffentlichten Prüfsumme SHA-256 geprüft.</translation>
    </message>
    <message>
        <source>No hash of it was published: whether it arrives as it was published can&apos;t be checked, only that it is a model.</source>
        <translation>Eine Prüfsumme ist nicht veröffentlicht: Ob es so ankommt, wie es veröffentlicht wurde, lässt sich nicht prüfen, nur dass es ein Modell ist.</translation>
    </message>
    <message>
        <source>Can&apos;t be used</source>
        <translation>Nicht verwendbar</translation>
    </message>
    <message>
        <source>Came with Lacuna</source>
        <translation>Kam mit Lacuna</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Installiert</translation>
    </message>
    <message>
        <source>On its page</source>
        <translation>Auf seiner Seite</translation>
    </message>
    <message>
        <source>Can be downloaded</source>
        <translation>Herunterladbar</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message>
        <source>any size</source>
        <translation>jede Größe</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>Licence: %1.</source>
        <translation>Lizenz: %1.</translation>
    </message>
    <message>
        <source>It can&apos;t be used: %1.</source>
        <translation>Es ist nicht verwendbar: %1.</translation>
    </message>
    <message>
        <source>These settings are those of %1; its size shows that it is this model: %2.</source>
        <translation>Bekannt von %1, das es seiner Größe nach ist: %2.</translation>
    </message>
    <message>
        <source>Assumed from %1, the published network of its shape: %2. If it was trained otherwise, write what differs into %3.</source>
        <translation>Angenommen nach %1, dem veröffentlichten Netz dieser Form: %2. Wurde es anders trainiert, kommt das Abweichende in %3.</translation>
    </message>
</context>
<context>
    <name>Notes</name>
    <message>
        <source>the memory of %1 was too small for the model; computed on the CPU</source>
        <translation>der Speicher von %1 war zu klein für das Modell; gerechnet hat die CPU</translation>
    </message>
    <message>
        <source>this processor has no bfloat16 instructions, so bfloat16 is slower than float32 here</source>
        <translation>dieser Prozessor hat keine Befehle für bfloat16, deshalb ist bfloat16 hier langsamer als float32</translation>
    </message>
    <message>
        <source>memory ran out; tried again in tiles of %1 pixels</source>
        <translation>der Speicher reichte nicht; noch einmal versucht in Kacheln von %1 Pixeln</translation>
    </message>
    <message>
        <source>the device&apos;s memory ran out; computed on the CPU</source>
        <translation>der Speicher des Geräts reichte nicht; gerechnet hat die CPU</translation>
    </message>
    <message>
        <source>The 16 bits per channel become 8.</source>
        <translation>Aus 16 Bit je Kanal werden 8.</translation>
    </message>
    <message>
        <source>The whole picture is compressed anew, so pixels that were not marked change slightly.</source>
        <translation>Das ganze Bild wird neu komprimiert, deshalb ändern sich auch nicht markierte Pixel ein wenig.</translation>
    </message>
    <message>
        <source>the model&apos;s file doesn&apos;t show all of its settings; they are assumed from the published network of its shape, %1</source>
        <translation>die Datei des Modells zeigt nicht alle Einstellungen; angenommen sind die des veröffentlichten Netzes dieser Form, %1</translation>
    </message>
    <message>
        <source>the blur&apos;s picture was off centre, which was corrected: %1 pixels</source>
        <translation>das Bild der Unschärfe liegt nicht in der Mitte, was ausgeglichen wurde: %1 Pixel</translation>
    </message>
    <message>
        <source>The file&apos;s format has no transparency; it is left out.</source>
        <translation>Das Dateiformat kennt keine Transparenz; sie entfällt.</translation>
    </message>
    <message>
        <source>Of the 16 bits per channel, %1 are kept.</source>
        <translation>Von den 16 Bit je Kanal bleiben %1 erhalten.</translation>
    </message>
    <message>
        <source>The file has several pages. This is page %1; the others are left out.</source>
        <translation>Die Datei hat mehrere Seiten. Dies ist Seite %1; die anderen entfallen.</translation>
    </message>
    <message>
        <source>The file is an animation. Its first frame is used; the others are left out.</source>
        <translation>Die Datei ist eine Animation. Verwendet wird ihr erstes Bild; die anderen entfallen.</translation>
    </message>
    <message>
        <source>The file is cut off or damaged: %1 of the picture is missing.</source>
        <translation>Die Datei ist abgeschnitten oder beschädigt: %1 des Bildes fehlen.</translation>
    </message>
    <message>
        <source>The file is cut off or damaged, so the picture lacks its fine details.</source>
        <translation>Die Datei ist abgeschnitten oder beschädigt; dem Bild fehlen die feinen Einzelheiten.</translation>
    </message>
    <message>
        <source>The CMYK colours have no profile. They are taken for those of a print on coated paper.</source>
        <translation>Die CMYK-Farben haben kein Profil. Angenommen wird ein Druck auf gestrichenem Papier.</translation>
    </message>
    <message>
        <source>The colours were %1; the result is in sRGB.</source>
        <translation>Die Farben lagen als %1 vor; das Ergebnis ist in sRGB.</translation>
    </message>
    <message>
        <source>The floating-point samples became 16 bits: black is 0, white is %1.</source>
        <translation>Aus den Gleitkommawerten wurden 16 Bit: Schwarz ist 0, Weiß ist %1.</translation>
    </message>
    <message>
        <source>The gain map for bright screens is left out: it was made for the picture as it was.</source>
        <translation>Die Helligkeitskarte für HDR-Bildschirme entfällt: Sie gehört zum Bild, wie es vorher war.</translation>
    </message>
    <message>
        <source>The film behind the picture (a motion photo) is left out.</source>
        <translation>Der Film hinter dem Bild (ein bewegtes Foto) entfällt.</translation>
    </message>
    <message>
        <source>What else the file holds (%1 bytes, such as further pictures) is left out.</source>
        <translation>Was die Datei sonst noch enthält (%1 Byte, etwa weitere Bilder), entfällt.</translation>
    </message>
    <message>
        <source>The file&apos;s further channels are left out. Only a TIFF of the same size keeps them.</source>
        <translation>Die weiteren Kanäle der Datei entfallen. Nur ein TIFF derselben Größe behält sie.</translation>
    </message>
    <message>
        <source>The format has no place for these parts of the photograph&apos;s file: %1.</source>
        <translation>Für diese Teile der Fotodatei hat das Format keinen Platz: %1.</translation>
    </message>
    <message>
        <source>Too large for a JPEG, and left out: %1.</source>
        <translation>Für ein JPEG zu groß und weggelassen: %1.</translation>
    </message>
    <message>
        <source>The colour profile can&apos;t be read and is left out.</source>
        <translation>Das Farbprofil ist nicht lesbar und entfällt.</translation>
    </message>
    <message>
        <source>The raw file was developed at half its size, with the white balance as shot.</source>
        <translation>Die Rohdatei wurde in halber Größe entwickelt, mit dem Weißabgleich der Aufnahme.</translation>
    </message>
</context>
<context>
    <name>Samples</name>
    <message>
        <source>Scratched print</source>
        <translation>Zerkratzter Abzug</translation>
    </message>
    <message>
        <source>Shaken camera</source>
        <translation>Verwackelte Kamera</translation>
    </message>
    <message>
        <source>Small picture</source>
        <translation>Kleines Bild</translation>
    </message>
    <message>
        <source>Church</source>
        <translation>Kirche</translation>
    </message>
    <message>
        <source>Waterfall</source>
        <translation>Wasserfall</translation>
    </message>
    <message>
        <source>Blossom</source>
        <translation>Blüten</translation>
    </message>
</context>
<context>
    <name>Solver</name>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>How many noise levels the picture passes through, one evaluation each. (N)</source>
        <translation>Wie viele Rauschstufen das Bild durchläuft, mit je einer Auswertung. (N)</translation>
    </message>
    <message>
        <source>Prior weight</source>
        <translation>Gewicht des Vorwissens</translation>
    </message>
    <message>
        <source>How much each step trusts the denoised picture against the data. (λ)</source>
        <translation>Wie sehr jeder Schritt dem entrauschten Bild gegenüber den Daten vertraut. (λ)</translation>
    </message>
    <message>
        <source>Fresh noise</source>
        <translation>Neues Rauschen</translation>
    </message>
    <message>
        <source>How much of the noise between two steps is drawn anew. (ζ)</source>
        <translation>Wie viel vom Rauschen zwischen zwei Schritten neu gezogen wird. (ζ)</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>How each step is computed. The gradient step is the paper&apos;s and takes about twice as long; the fixed point usually gets further.</source>
        <translation>Wie jeder Schritt berechnet wird. Der Gradientenschritt ist der des Aufsatzes und dauert etwa doppelt so lange; der Fixpunkt kommt meist weiter.</translation>
    </message>
    <message>
        <source>Fixed point</source>
        <translation>Fixpunkt</translation>
    </message>
    <message>
        <source>Single evaluation</source>
        <translation>Eine Auswertung</translation>
    </message>
    <message>
        <source>Gradient, as in the paper</source>
        <translation>Gradient, wie im Aufsatz</translation>
    </message>
    <message>
        <source>Plain gradient</source>
        <translation>Einfacher Gradient</translation>
    </message>
    <message>
        <source>How many noise levels the picture passes through. More take longer and find finer detail. (N)</source>
        <translation>Wie viele Rauschstufen das Bild durchläuft. Mehr dauern länger und finden feinere Einzelheiten. (N)</translation>
    </message>
    <message>
        <source>Inner steps</source>
        <translation>Innere Schritte</translation>
    </message>
    <message>
        <source>How often each noise level is worked on before the next. (K)</source>
        <translation>Wie oft jede Rauschstufe bearbeitet wird, bevor die nächste kommt. (K)</translation>
    </message>
    <message>
        <source>Prior pull</source>
        <translation>Vorwissen</translation>
    </message>
    <message>
        <source>How strongly the picture is drawn to what photographs usually look like. Less keeps more texture and more noise. 1 is the loss as it stands. (λ)</source>
        <translation>Wie stark das Bild zu dem gezogen wird, wie Fotos gewöhnlich aussehen (Prior). Weniger lässt mehr Struktur und mehr Rauschen. 1 ist die Verlustfunktion, wie sie dasteht. (λ)</translation>
    </message>
    <message>
        <source>Step size</source>
        <translation>Schrittweite</translation>
    </message>
    <message>
        <source>How far each inner step goes. Above 1 it may become unstable. (γ)</source>
        <translation>Wie weit jeder innere Schritt geht. Über 1 kann er instabil werden. (γ)</translation>
    </message>
    <message>
        <source>How much of the noise between two steps is drawn anew: 0 always gives the same picture, 1 varies most. (η)</source>
        <translation>Wie viel vom Rauschen zwischen zwei Schritten neu gezogen wird: 0 ergibt immer dasselbe Bild, 1 die größte Vielfalt. (η)</translation>
    </message>
    <message>
        <source>Noise from</source>
        <translation>Rauschen von</translation>
    </message>
    <message>
        <source>The noise that the first step starts from; black to white is 2. Less stays closer to the start, more gives more freedom in large holes. (σ max)</source>
        <translation>Das Rauschen, mit dem der erste Schritt beginnt; von Schwarz bis Weiß sind es 2. Weniger bleibt näher am Anfang, mehr lässt in großen Löchern mehr Freiheit. (σ max)</translation>
    </message>
    <message>
        <source>Noise to</source>
        <translation>Rauschen bis</translation>
    </message>
    <message>
        <source>The noise at which the last step ends. Lower finds the finest detail, and its noise. (σ min)</source>
        <translation>Das Rauschen, bei dem der letzte Schritt endet. Weniger findet die feinsten Einzelheiten, und ihr Rauschen. (σ min)</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Verteilung</translation>
    </message>
    <message>
        <source>How the noise levels are spread: larger spends more of them on little noise. (ρ)</source>
        <translation>Wie die Rauschstufen verteilt sind: Größere Werte verwenden mehr davon auf wenig Rauschen. (ρ)</translation>
    </message>
    <message>
        <source>Acceleration</source>
        <translation>Beschleunigung</translation>
    </message>
    <message>
        <source>Each inner step also learns from the one before (Anderson acceleration, depth 1). For the fixed point with three or more inner steps.</source>
        <translation>Jeder innere Schritt lernt auch vom vorigen (Anderson-Beschleunigung, Tiefe 1). Für den Fixpunkt mit drei oder mehr inneren Schritten.</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>Beginn mit</translation>
    </message>
    <message>
        <source>What the first picture is: pure noise, or the photograph under noise.</source>
        <translation>Was das erste Bild ist: reines Rauschen oder das Foto unter Rauschen.</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <source>The photograph</source>
        <translation>Das Foto</translation>
    </message>
</context>
<context>
    <name>Task</name>
    <message>
        <source>%1 × %2 px</source>
        <translation>%1 × %2 px</translation>
    </message>
    <message>
        <source>Inpaint</source>
        <translation>Ausbessern</translation>
    </message>
    <message>
        <source>Deblur</source>
        <translation>Schärfen</translation>
    </message>
    <message>
        <source>Upscale</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Denoise</source>
        <translation>Entrauschen</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>A result&apos;s name in the list: &quot;Inpaint 2&quot;</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1, ×%2</source>
        <translation>%1, ×%2</translation>
    </message>
    <message>
        <source>Fill scratches, dust, tears and text that you paint over</source>
        <translation>Übermalte Kratzer, Staub, Risse und Schrift ausfüllen</translation>
    </message>
    <message>
        <source>Sharpen a photograph that was moved or out of focus</source>
        <translation>Ein verwackeltes oder falsch fokussiertes Foto schärfen</translation>
    </message>
    <message>
        <source>Enlarge a small photograph</source>
        <translation>Ein kleines Foto vergrößern</translation>
    </message>
    <message>
        <source>Remove grain and sensor noise</source>
        <translation>Korn und Sensorrauschen entfernen</translation>
    </message>
    <message>
        <source>%1, noise %2</source>
        <translation>%1, Rauschen %2</translation>
    </message>
</context>
<context>
    <name>Time</name>
    <message>
        <source>less than 1 s</source>
        <translation>weniger als 1 s</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::Actions</name>
    <message>
        <source>&amp;Open …</source>
        <translation>Ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Open a photograph</source>
        <translation>Foto öffnen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Save the result</source>
        <translation>Ergebnis speichern</translation>
    </message>
    <message>
        <source>Save &amp;as …</source>
        <translation>Speichern &amp;unter …</translation>
    </message>
    <message>
        <source>Ctrl+Shift+S</source>
        <translation>Ctrl+Shift+S</translation>
    </message>
    <message>
        <source>Save pro&amp;ject</source>
        <translation>Pro&amp;jekt speichern</translation>
    </message>
    <message>
        <source>Ctrl+Alt+S</source>
        <translation>Ctrl+Alt+S</translation>
    </message>
    <message>
        <source>Photograph, mask, settings and results in one file, to go on later</source>
        <translation>Foto, Maske, Einstellungen und Ergebnisse in einer Datei, um später weiterzumachen</translation>
    </message>
    <message>
        <source>Save project as …</source>
        <translation>Projekt speichern unter …</translation>
    </message>
    <message>
        <source>&amp;Import mask …</source>
        <translation>Maske &amp;importieren …</translation>
    </message>
    <message>
        <source>&amp;Export mask …</source>
        <translation>Maske &amp;exportieren …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Ctrl+Q</source>
        <translation>Ctrl+Q</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Z</source>
        <translation>Ctrl+Shift+Z</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste as new photograph</source>
        <translation>Als neues Foto &amp;einfügen</translation>
    </message>
    <message>
        <source>&amp;Delete the result</source>
        <translation>Ergebnis &amp;löschen</translation>
    </message>
    <message>
        <source>Take the result that is shown out of the list</source>
        <translation>Das gezeigte Ergebnis aus der Liste nehmen</translation>
    </message>
    <message>
        <source>Pre&amp;ferences …</source>
        <translation>Ein&amp;stellungen …</translation>
    </message>
    <message>
        <source>Ctrl+,</source>
        <translation>Ctrl+,</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>&amp;Hineinzoomen</translation>
    </message>
    <message>
        <source>Ctrl+=</source>
        <translation>Ctrl+=</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Hineinzoomen</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Her&amp;auszoomen</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Herauszoomen</translation>
    </message>
    <message>
        <source>&amp;100 %</source>
        <translation>&amp;100 %</translation>
    </message>
    <message>
        <source>Ctrl+1</source>
        <translation>Ctrl+1</translation>
    </message>
    <message>
        <source>One pixel of the picture per pixel of the screen</source>
        <translation>Ein Pixel des Bildes je Pixel des Bildschirms</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>&amp;Einpassen</translation>
    </message>
    <message>
        <source>Ctrl+0</source>
        <translation>Ctrl+0</translation>
    </message>
    <message>
        <source>All of the photograph</source>
        <translation>Das ganze Foto</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>&amp;Restaurieren</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+Return</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>&amp;Try on a region</source>
        <translation>An einem &amp;Ausschnitt probieren</translation>
    </message>
    <message>
        <source>T</source>
        <translation>T</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>Anhal&amp;ten</translation>
    </message>
    <message>
        <source>&amp;About Lacuna</source>
        <translation>Ü&amp;ber Lacuna</translation>
    </message>
    <message>
        <source>&amp;Compare with the original</source>
        <translation>Mit dem Original &amp;vergleichen</translation>
    </message>
    <message>
        <source>C</source>
        <translation>C</translation>
    </message>
    <message>
        <source>Compare with the original; hold O to see it alone</source>
        <translation>Mit dem Original vergleichen; O gedrückt halten zeigt es allein</translation>
    </message>
    <message>
        <source>&amp;Next comparison</source>
        <translation>Nächster Ver&amp;gleich</translation>
    </message>
    <message>
        <source>Shift+C</source>
        <translation>Shift+C</translation>
    </message>
    <message>
        <source>Divider, &amp;left and right</source>
        <translation>Teiler, &amp;links und rechts</translation>
    </message>
    <message>
        <source>Divider, &amp;above and below</source>
        <translation>Teiler, &amp;oben und unten</translation>
    </message>
    <message>
        <source>&amp;Side by side</source>
        <translation>&amp;Nebeneinander</translation>
    </message>
    <message>
        <source>&amp;Difference</source>
        <translation>&amp;Unterschied</translation>
    </message>
    <message>
        <source>&amp;Consistency with the data</source>
        <translation>Ü&amp;bereinstimmung mit den Daten</translation>
    </message>
    <message>
        <source>&amp;Invented detail</source>
        <translation>&amp;Erfundene Einzelheiten</translation>
    </message>
    <message>
        <source>× %1</source>
        <translation>× %1</translation>
    </message>
    <message>
        <source>C&amp;lear mask</source>
        <translation>Maske &amp;leeren</translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <translation>Ctrl+D</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Mark nothing</source>
        <translation>Nichts markieren</translation>
    </message>
    <message>
        <source>&amp;Invert mask</source>
        <translation>Maske &amp;umkehren</translation>
    </message>
    <message>
        <source>Ctrl+Shift+I</source>
        <translation>Ctrl+Shift+I</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>Umkehren</translation>
    </message>
    <message>
        <source>Mark what isn&apos;t marked, and the other way round</source>
        <translation>Markieren, was nicht markiert ist, und umgekehrt</translation>
    </message>
    <message>
        <source>Grow</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Mark more around what is marked</source>
        <translation>Rings um das Markierte mehr markieren</translation>
    </message>
    <message>
        <source>Shrink</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Take away the rim of what is marked</source>
        <translation>Den Rand des Markierten wegnehmen</translation>
    </message>
    <message>
        <source>Feather</source>
        <translation>Weicher</translation>
    </message>
    <message>
        <source>Add a rim in which the restored picture fades into the photograph</source>
        <translation>Einen Rand anfügen, in dem das Restaurierte in das Foto übergeht</translation>
    </message>
    <message>
        <source>Find scratches and &amp;dust</source>
        <translation>&amp;Kratzer und Staub suchen</translation>
    </message>
    <message>
        <source>Find scratches and dust</source>
        <translation>Kratzer und Staub suchen</translation>
    </message>
    <message>
        <source>Propose what to mark; erase what is wrong, paint what is missing</source>
        <translation>Vorschlagen, was zu markieren ist; Falsches wegradieren, Fehlendes dazumalen</translation>
    </message>
    <message>
        <source>Show &amp;mask</source>
        <translation>&amp;Maske zeigen</translation>
    </message>
    <message>
        <source>M</source>
        <translation>M</translation>
    </message>
    <message>
        <source>Show the mask</source>
        <translation>Maske zeigen</translation>
    </message>
    <message>
        <source>&amp;Brush</source>
        <translation>&amp;Pinsel</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Brush: paint over what should be restored; the right button erases</source>
        <translation>Pinsel: übermalen, was restauriert werden soll; die rechte Taste radiert</translation>
    </message>
    <message>
        <source>&amp;Eraser</source>
        <translation>&amp;Radiergummi</translation>
    </message>
    <message>
        <source>E</source>
        <translation>E</translation>
    </message>
    <message>
        <source>Eraser: take paint away</source>
        <translation>Radiergummi: Farbe wegnehmen</translation>
    </message>
    <message>
        <source>Rec&amp;tangle</source>
        <translation>Re&amp;chteck</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>Rectangle: mark a box, with Shift a square; the right button erases</source>
        <translation>Rechteck: einen Kasten markieren, mit Umschalt ein Quadrat; die rechte Taste radiert</translation>
    </message>
    <message>
        <source>Elli&amp;pse</source>
        <translation>&amp;Ellipse</translation>
    </message>
    <message>
        <source>Shift+R</source>
        <translation>Shift+R</translation>
    </message>
    <message>
        <source>Ellipse: mark what is in it, with Shift a circle; the right button erases</source>
        <translation>Ellipse: markieren, was darin liegt, mit Umschalt ein Kreis; die rechte Taste radiert</translation>
    </message>
    <message>
        <source>&amp;Lasso</source>
        <translation>&amp;Lasso</translation>
    </message>
    <message>
        <source>L</source>
        <translation>L</translation>
    </message>
    <message>
        <source>Lasso: mark what you draw around; the right button erases</source>
        <translation>Lasso: markieren, was umfahren wird; die rechte Taste radiert</translation>
    </message>
    <message>
        <source>Pol&amp;ygon</source>
        <translation>Pol&amp;ygon</translation>
    </message>
    <message>
        <source>P</source>
        <translation>P</translation>
    </message>
    <message>
        <source>Polygon: click its corners, and the last one twice; the right button erases</source>
        <translation>Polygon: seine Ecken anklicken, die letzte doppelt; die rechte Taste radiert</translation>
    </message>
    <message>
        <source>Similar &amp;colour</source>
        <translation>Ähnliche &amp;Farbe</translation>
    </message>
    <message>
        <source>W</source>
        <translation>W</translation>
    </message>
    <message>
        <source>Similar colour: click on it, with Shift for everywhere; the right button erases</source>
        <translation>Ähnliche Farbe: anklicken, mit Umschalt im ganzen Foto; die rechte Taste radiert</translation>
    </message>
    <message>
        <source>&amp;Hand</source>
        <translation>&amp;Hand</translation>
    </message>
    <message>
        <source>H</source>
        <translation>H</translation>
    </message>
    <message>
        <source>Hand: move the photograph; with other tools hold Space</source>
        <translation>Hand: das Foto verschieben; mit anderen Werkzeugen die Leertaste halten</translation>
    </message>
    <message>
        <source>&amp;Smaller brush</source>
        <translation>Pinsel &amp;kleiner</translation>
    </message>
    <message>
        <source>Lar&amp;ger brush</source>
        <translation>Pinsel &amp;größer</translation>
    </message>
    <message>
        <source>S&amp;ofter brush</source>
        <translation>Pinsel &amp;weicher</translation>
    </message>
    <message>
        <source>Har&amp;der brush</source>
        <translation>Pinsel här&amp;ter</translation>
    </message>
    <message>
        <source>&amp;Grow by %1 px</source>
        <translation>Um %1 px &amp;ausweiten</translation>
    </message>
    <message>
        <source>&amp;Shrink by %1 px</source>
        <translation>Um %1 px &amp;verkleinern</translation>
    </message>
    <message>
        <source>&amp;Feather by %1 px</source>
        <translation>Rand um %1 px &amp;weicher</translation>
    </message>
    <message>
        <source>As the de&amp;sktop</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>As a colo&amp;ur</source>
        <translation>Als &amp;Farbe</translation>
    </message>
    <message>
        <source>As an out&amp;line</source>
        <translation>Als &amp;Umriss</translation>
    </message>
    <message>
        <source>&amp;Manual</source>
        <translation>&amp;Handbuch</translation>
    </message>
    <message>
        <source>[</source>
        <extracomment>The key that lies where an American keyboard has [; both are heard.</extracomment>
        <translation>Ü</translation>
    </message>
    <message>
        <source>]</source>
        <extracomment>The key that lies where an American keyboard has ]; both are heard.</extracomment>
        <translation>+</translation>
    </message>
    <message>
        <source>Shift+[</source>
        <translation>Shift+Ü</translation>
    </message>
    <message>
        <source>Shift+]</source>
        <translation>Shift++</translation>
    </message>
    <message>
        <source>Save re&amp;cipe …</source>
        <translation>&amp;Rezept speichern …</translation>
    </message>
    <message>
        <source>What makes this result again, to the same bits: “lacuna-cli run RECIPE”</source>
        <translation>Womit dieses Ergebnis noch einmal entsteht, Bit für Bit: „lacuna-cli run REZEPT“</translation>
    </message>
    <message>
        <source>Seed &amp;gallery …</source>
        <translation>Startwert-&amp;Galerie …</translation>
    </message>
    <message>
        <source>Several results from different random starts, and where they differ</source>
        <translation>Mehrere Ergebnisse aus verschiedenen Zufallsstarts, und wo sie sich unterscheiden</translation>
    </message>
    <message>
        <source>&amp;Degrade a clean photograph …</source>
        <translation>Ein sauberes Foto be&amp;schädigen …</translation>
    </message>
    <message>
        <source>Damage this photograph on purpose, to see how close a restoration comes to it</source>
        <translation>Dieses Foto mit Absicht beschädigen, um zu sehen, wie nah eine Restaurierung ihm kommt</translation>
    </message>
    <message>
        <source>Against the clean &amp;photograph</source>
        <translation>Mit dem sauberen &amp;Foto</translation>
    </message>
    <message>
        <source>Compare with the photograph as it was before it was degraded</source>
        <translation>Mit dem Foto vergleichen, wie es vor der Beschädigung war</translation>
    </message>
    <message>
        <source>&amp;Demonstration</source>
        <translation>Vorführun&amp;g</translation>
    </message>
    <message>
        <source>F5</source>
        <translation>F5</translation>
    </message>
    <message>
        <source>Full screen, for an audience: damage a photograph, and watch how it is restored</source>
        <translation>Ganzer Bildschirm, für Publikum: ein Foto beschädigen und zusehen, wie es restauriert wird</translation>
    </message>
    <message>
        <source>M&amp;odels …</source>
        <translation>M&amp;odelle …</translation>
    </message>
    <message>
        <source>Ctrl+Shift+M</source>
        <translation>Ctrl+Shift+M</translation>
    </message>
    <message>
        <source>What has learned how photographs look: download, import, remove</source>
        <translation>Was gelernt hat, wie Fotos aussehen: herunterladen, importieren, entfernen</translation>
    </message>
    <message>
        <source>Rul&amp;ers</source>
        <translation>&amp;Lineale</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Ctrl+W</source>
        <translation>Ctrl+W</translation>
    </message>
    <message>
        <source>Back to the first page, with the samples</source>
        <translation>Zurück zur ersten Seite mit den Beispielen</translation>
    </message>
    <message>
        <source>Side pa&amp;nel</source>
        <translation>Seitenleis&amp;te</translation>
    </message>
    <message>
        <source>F9</source>
        <translation>F9</translation>
    </message>
    <message>
        <source>Task, settings and results beside the photograph</source>
        <translation>Aufgabe, Einstellungen und Ergebnisse neben dem Foto</translation>
    </message>
    <message>
        <source>Drag a rectangle on the photograph, or hold Enter and use the arrow keys: only that is restored, in seconds, to try the settings</source>
        <translation>Ein Rechteck auf dem Foto aufziehen, oder die Eingabetaste halten und die Pfeiltasten nehmen: Nur das wird restauriert, in Sekunden, um die Einstellungen zu probieren</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::AdvancedPanel</name>
    <message>
        <source>float32</source>
        <translation>float32</translation>
    </message>
    <message>
        <source>bfloat16</source>
        <translation>bfloat16</translation>
    </message>
    <message>
        <source>Another seed</source>
        <translation>Ein anderer Startwert</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>See&amp;d</source>
        <translation>Start&amp;wert</translation>
    </message>
    <message>
        <source>Which noise the run starts from. The same seed gives the same picture.</source>
        <translation>Mit welchem Rauschen der Lauf beginnt. Derselbe Startwert ergibt dasselbe Bild. (Seed)</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modell</translation>
    </message>
    <message>
        <source>What has learned how photographs look: the prior.</source>
        <translation>Was gelernt hat, wie Fotos aussehen: das Vorwissen (Prior).</translation>
    </message>
    <message>
        <source>Pre&amp;cision</source>
        <translation>&amp;Genauigkeit</translation>
    </message>
    <message>
        <source>bfloat16 computes with fewer digits; on processors with instructions for it, it is about twice as fast.</source>
        <translation>bfloat16 rechnet mit weniger Stellen; auf Prozessoren mit Befehlen dafür ist es etwa doppelt so schnell.</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>What computes.</source>
        <translation>Was rechnet.</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>All models</source>
        <translation>Alle Modelle</translation>
    </message>
    <message>
        <source>All models: download, import, remove</source>
        <translation>Alle Modelle: herunterladen, importieren, entfernen</translation>
    </message>
    <message>
        <source>The method that restores.</source>
        <translation>Das Verfahren, das restauriert.</translation>
    </message>
    <message>
        <source>Solver</source>
        <translation>Löser</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::BenchFlow</name>
    <message>
        <source>The photograph was degraded.</source>
        <translation>Das Foto wurde beschädigt.</translation>
    </message>
    <message>
        <source>Restore it: the result is compared with the clean photograph.</source>
        <translation>Jetzt restaurieren: Das Ergebnis wird mit dem sauberen Foto verglichen.</translation>
    </message>
    <message>
        <source>The recipe is in “%1”.</source>
        <translation>Das Rezept steht in „%1“.</translation>
    </message>
    <message>
        <source>“lacuna-cli run” with it makes the same result again.</source>
        <translation>„lacuna-cli run“ erzeugt damit dasselbe Ergebnis noch einmal.</translation>
    </message>
    <message>
        <source>%1, degraded</source>
        <translation>%1, beschädigt</translation>
    </message>
    <message>
        <source>Save the recipe</source>
        <translation>Das Rezept speichern</translation>
    </message>
    <message>
        <source>Recipe (*.json)</source>
        <translation>Rezept (*.json)</translation>
    </message>
    <message>
        <source>recipe</source>
        <extracomment>The last word of a file&apos;s name, as in holiday-recipe.json</extracomment>
        <translation>Rezept</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::CanvasView</name>
    <message>
        <source>Noisy state</source>
        <translation>Verrauscht</translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation>Schätzung</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Restauriert</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>drag to compare</source>
        <translation>ziehen zum Vergleichen</translation>
    </message>
    <message>
        <source>Comparing …</source>
        <translation>Vergleicht …</translation>
    </message>
    <message>
        <source>Photograph</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Paint over what should be restored. Arrow keys move the brush, with Alt by one pixel; Enter paints, Space and dragging moves the photograph.</source>
        <translation>Übermalen, was restauriert werden soll. Pfeiltasten bewegen den Pinsel, mit Alt um einen Bildpunkt; die Eingabetaste malt, Leertaste und Ziehen verschieben das Foto.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::ClassRow</name>
    <message>
        <source>C&amp;lass</source>
        <translation>K&amp;lasse</translation>
    </message>
    <message>
        <source>What the model is to think of: it learned each picture with the number of its class, which its publisher lists. (--class)</source>
        <translation>Woran das Modell denken soll: Es hat jedes Bild mit der Nummer seiner Klasse gelernt; die Liste hat, wer es veröffentlicht hat. (--class)</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source> of %1</source>
        <translation> von %1</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::CompareFlow</name>
    <message>
        <source>Difference × %1</source>
        <translation>Unterschied × %1</translation>
    </message>
    <message>
        <source>Difference &amp;times</source>
        <translation>Unterschied &amp;verstärken</translation>
    </message>
    <message>
        <source>What the result leaves of the photograph: grey is noise; blue: the photograph is darker, orange: it is brighter (4 σ)</source>
        <translation>Was das Ergebnis vom Foto übrig lässt: Grau ist Rauschen; blau: das Foto ist dunkler, orange: es ist heller (4 σ)</translation>
    </message>
    <message>
        <source>What the photograph says nothing of: detail that the model supplied (× %1)</source>
        <translation>Wovon das Foto nichts sagt: Einzelheiten, die das Modell ergänzt hat (× %1)</translation>
    </message>
    <message>
        <source>Clean</source>
        <translation>Sauber</translation>
    </message>
    <message>
        <source>The result could not be analysed.</source>
        <translation>Das Ergebnis konnte nicht untersucht werden.</translation>
    </message>
    <message>
        <source>There may be too little memory; the log says more.</source>
        <translation>Vielleicht ist zu wenig Speicher frei; im Protokoll steht mehr.</translation>
    </message>
    <message>
        <source>%1; black: not measured</source>
        <extracomment>%1 is the legend of the picture&apos;s other colours.</extracomment>
        <translation>%1; schwarz: nicht gemessen</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::DegradeDialog</name>
    <message>
        <source>Degrade a clean photograph</source>
        <translation>Ein sauberes Foto beschädigen</translation>
    </message>
    <message>
        <source>This photograph is damaged on purpose, as the task says: &lt;b&gt;%1&lt;/b&gt;. Restore it then, and “Loss” under the timeline shows how close each step comes to the photograph as it is now.</source>
        <translation>Dieses Foto wird mit Absicht beschädigt, wie die Aufgabe es sagt: &lt;b&gt;%1&lt;/b&gt;. Danach restaurieren: „Verlust“ unter der Zeitleiste zeigt, wie nah jeder Schritt dem Foto kommt, wie es jetzt ist.</translation>
    </message>
    <message>
        <source>What is &amp;painted</source>
        <translation>Was &amp;bemalt ist</translation>
    </message>
    <message>
        <source>Pixels at &amp;random</source>
        <translation>&amp;Zufällige Pixel</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Share of the pixels that is lost</source>
        <translation>Anteil der Pixel, die verloren gehen</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Verloren</translation>
    </message>
    <message>
        <source>Which pixels become grey and are to be restored.</source>
        <translation>Welche Pixel grau werden und zu restaurieren sind.</translation>
    </message>
    <message>
        <source>&amp;Noise to add</source>
        <translation>&amp;Rauschen dazu</translation>
    </message>
    <message>
        <source>Standard deviation σ_y of the Gaussian noise, in 8-bit levels</source>
        <translation>Standardabweichung σ_y des Gaußschen Rauschens in 8-Bit-Stufen</translation>
    </message>
    <message>
        <source>&amp;Seed</source>
        <translation>&amp;Startwert</translation>
    </message>
    <message>
        <source>Of the random numbers: the same seed damages in the same way</source>
        <translation>Der Zufallszahlen: Derselbe Startwert beschädigt auf dieselbe Weise</translation>
    </message>
    <message>
        <source>&amp;Degrade</source>
        <translation>&amp;Beschädigen</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::DemoFlow</name>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Beschädigt</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::DemoMeters</name>
    <message>
        <source>How far the restoration is</source>
        <translation>Wie weit die Restaurierung ist</translation>
    </message>
    <message>
        <source>Fog: what isn&apos;t known yet</source>
        <translation>Nebel: was noch nicht bekannt ist</translation>
    </message>
    <message>
        <source>How well it fits what was photographed</source>
        <translation>Wie gut es zum Fotografierten passt</translation>
    </message>
    <message>
        <source>as well as its noise allows</source>
        <translation>so gut sein Rauschen es zulässt</translation>
    </message>
    <message>
        <source>noise level σ %L1</source>
        <translation>Rauschpegel σ %L1</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::DemoWindow</name>
    <message>
        <source>Choose a photograph.</source>
        <translation>Ein Foto aussuchen.</translation>
    </message>
    <message>
        <source>Damage it: draw on it, or let it be done.</source>
        <translation>Beschädigen: darauf malen oder es machen lassen.</translation>
    </message>
    <message>
        <source>Now press Restore.</source>
        <translation>Jetzt auf „Restaurieren“ drücken.</translation>
    </message>
    <message>
        <source>Watch: the picture forms while the fog lifts.</source>
        <translation>Zusehen: Das Bild entsteht, während der Nebel sich hebt.</translation>
    </message>
    <message>
        <source>Drag along the small pictures, and the line to compare.</source>
        <translation>Über die kleinen Bilder ziehen, und an der Linie, um zu vergleichen.</translation>
    </message>
    <message>
        <source>Scratch it</source>
        <translation>Verkratzen</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurieren</translation>
    </message>
    <message>
        <source>Play it again</source>
        <translation>Noch einmal abspielen</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>Von vorn</translation>
    </message>
    <message>
        <source>Lacuna: demonstration</source>
        <translation>Lacuna: Vorführung</translation>
    </message>
    <message>
        <source>It computes the most probable picture under what it learned from photographs. It cannot know what was there.</source>
        <translation>Es berechnet das wahrscheinlichste Bild nach dem, was es aus Fotos gelernt hat. Es kann nicht wissen, was da war.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Show the damage</source>
        <translation>Schaden zeigen</translation>
    </message>
    <message>
        <source>Show the original</source>
        <translation>Original zeigen</translation>
    </message>
    <message>
        <source>Put it out of focus</source>
        <translation>Unscharf stellen</translation>
    </message>
    <message>
        <source>Shake it</source>
        <translation>Verwackeln</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::DropArea</name>
    <message>
        <source>Drop a photograph here</source>
        <translation>Ein Foto hierher ziehen</translation>
    </message>
    <message>
        <source>PNG, JPEG, TIFF or WebP</source>
        <translation>PNG, JPEG, TIFF oder WebP</translation>
    </message>
    <message>
        <source>&amp;Open a photograph …</source>
        <translation>Foto ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Open a photograph</source>
        <translation>Foto öffnen</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::EllipseTool</name>
    <message>
        <source>Mark ellipse</source>
        <translation>Ellipse markieren</translation>
    </message>
    <message>
        <source>Erase ellipse</source>
        <translation>Ellipse radieren</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::FileFlow</name>
    <message>
        <source>Photographs (*.png *.jpg *.jpeg *.tif *.tiff *.webp)</source>
        <translation>Fotos (*.png *.jpg *.jpeg *.tif *.tiff *.webp)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Photographs and projects (*.png *.jpg *.jpeg *.tif *.tiff *.webp *.lacuna)</source>
        <translation>Fotos und Projekte (*.png *.jpg *.jpeg *.tif *.tiff *.webp *.lacuna)</translation>
    </message>
    <message>
        <source>Import mask</source>
        <translation>Maske importieren</translation>
    </message>
    <message>
        <source>Open a photograph</source>
        <translation>Foto öffnen</translation>
    </message>
    <message>
        <source>Save the result</source>
        <translation>Ergebnis speichern</translation>
    </message>
    <message>
        <source>Lacuna</source>
        <translation>Lacuna</translation>
    </message>
    <message>
        <source>“%1” would not hold all of the result.</source>
        <translation>„%1“ würde nicht das ganze Ergebnis fassen.</translation>
    </message>
    <message>
        <source>A PNG or TIFF holds everything.</source>
        <translation>Ein PNG oder TIFF fasst alles.</translation>
    </message>
    <message>
        <source>&amp;Save anyway</source>
        <translation>Trotzdem &amp;speichern</translation>
    </message>
    <message>
        <source>&amp;Choose another name …</source>
        <translation>&amp;Anderer Name …</translation>
    </message>
    <message>
        <source>Import a mask</source>
        <translation>Maske importieren</translation>
    </message>
    <message>
        <source>Export the mask</source>
        <translation>Maske exportieren</translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
    </message>
    <message>
        <source>Choose a picture of the blur</source>
        <translation>Bild der Unschärfe wählen</translation>
    </message>
    <message>
        <source>Save the result before closing?</source>
        <translation>Ergebnis vor dem Schließen speichern?</translation>
    </message>
    <message>
        <source>“%1” has a result that was not saved.</source>
        <translation>Zu „%1“ gibt es ein Ergebnis, das nicht gespeichert ist.</translation>
    </message>
    <message>
        <source>&amp;Don&apos;t save</source>
        <translation>&amp;Nicht speichern</translation>
    </message>
    <message>
        <source>mask</source>
        <extracomment>The last word of a file&apos;s name, as in holiday-mask.png</extracomment>
        <translation>Maske</translation>
    </message>
    <message>
        <source>Save your work before closing?</source>
        <translation>Die Arbeit vor dem Schließen speichern?</translation>
    </message>
    <message>
        <source>Stop the restoration?</source>
        <translation>Die Restaurierung anhalten?</translation>
    </message>
    <message>
        <source>“%1” has %2 results that were not saved.</source>
        <translation>Zu „%1“ gibt es %2 Ergebnisse, die nicht gespeichert sind.</translation>
    </message>
    <message>
        <source>What is marked on “%1” was not saved.</source>
        <translation>Was auf „%1“ markiert ist, ist nicht gespeichert.</translation>
    </message>
    <message>
        <source>“%1” is being restored; that would end.</source>
        <translation>„%1“ wird gerade restauriert; das würde enden.</translation>
    </message>
    <message>
        <source>A project keeps the photograph, the mask and all results.</source>
        <translation>Ein Projekt bewahrt das Foto, die Maske und alle Ergebnisse.</translation>
    </message>
    <message>
        <source>&amp;Stop it</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>&amp;Save project …</source>
        <translation>&amp;Projekt speichern …</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::FileWorker</name>
    <message>
        <source>Pasted picture</source>
        <translation>Eingefügtes Bild</translation>
    </message>
    <message>
        <source>Clipboard</source>
        <translation>Zwischenablage</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::FoldSection</name>
    <message>
        <source>open</source>
        <translation>aufgeklappt</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>zugeklappt</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::GalleryFlow</name>
    <message>
        <source>Nothing is marked.</source>
        <translation>Nichts ist markiert.</translation>
    </message>
    <message>
        <source>Paint over what is to be restored first.</source>
        <translation>Zuerst übermalen, was restauriert werden soll.</translation>
    </message>
    <message>
        <source>Seed %1</source>
        <translation>Startwert %1</translation>
    </message>
    <message>
        <source>Where the results differ</source>
        <translation>Wo die Ergebnisse sich unterscheiden</translation>
    </message>
    <message>
        <source>A restoration is under way.</source>
        <translation>Eine Restaurierung läuft.</translation>
    </message>
    <message>
        <source>Stop it or wait for its end, and try again.</source>
        <translation>Bitte anhalten oder ihr Ende abwarten und noch einmal versuchen.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::GalleryWindow</name>
    <message>
        <source>&amp;Keep as a result</source>
        <translation>Als Ergebnis &amp;behalten</translation>
    </message>
    <message>
        <source>Seed gallery</source>
        <translation>Startwert-Galerie</translation>
    </message>
    <message>
        <source>Restores the photograph several times with the settings as they are, each time from another random start. One picture is sought, the most probable one: the gallery shows how much it hangs on the start, not how likely other pictures are.</source>
        <translation>Restauriert das Foto mehrmals mit den Einstellungen, wie sie sind, jedes Mal von einem anderen Zufallsstart aus. Gesucht wird ein Bild, das wahrscheinlichste: Die Galerie zeigt, wie sehr es vom Start abhängt, nicht, wie wahrscheinlich andere Bilder sind.</translation>
    </message>
    <message>
        <source>How many results</source>
        <translation>Wie viele Ergebnisse</translation>
    </message>
    <message>
        <source>&amp;Results</source>
        <translation>&amp;Ergebnisse</translation>
    </message>
    <message>
        <source>Results of different seeds, and where they differ</source>
        <translation>Ergebnisse verschiedener Startwerte, und wo sie sich unterscheiden</translation>
    </message>
    <message>
        <source>Puts the chosen one into the list of results</source>
        <translation>Nimmt das gewählte in die Liste der Ergebnisse auf</translation>
    </message>
    <message>
        <source>Where they differ</source>
        <translation>Wo sie sich unterscheiden</translation>
    </message>
    <message>
        <source>Where they differ: the standard deviation over the results, black where they agree, white at %1 of 255 levels and more; %2 in the mean. Much of it says that the photograph doesn&apos;t settle what was there.</source>
        <translation>Wo sie sich unterscheiden: die Standardabweichung über die Ergebnisse, schwarz, wo sie übereinstimmen, weiß ab %1 von 255 Stufen; %2 im Mittel. Wo sie groß ist, legt das Foto nicht fest, was da war.</translation>
    </message>
    <message>
        <source>&amp;Stop (%1 of %2)</source>
        <translation>&amp;Anhalten (%1 von %2)</translation>
    </message>
    <message>
        <source>&amp;Make them</source>
        <translation>&amp;Erzeugen</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::ImageDocument</name>
    <message>
        <source>pasted</source>
        <translation>eingefügt</translation>
    </message>
    <message>
        <source>restored</source>
        <extracomment>The last word of a file&apos;s name, as in holiday-restored.jpg</extracomment>
        <translation>restauriert</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::KernelEstimateRow</name>
    <message>
        <source>Maximum blur</source>
        <translation>Längste Unschärfe</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Find out how the camera moved from the photograph alone (blind deconvolution; Pan, Hu, Su and Yang 2017). Takes some seconds, and may be wrong: look at what it says of itself.</source>
        <translation>Allein aus dem Foto herausfinden, wie sich die Kamera bewegt hat (blinde Entfaltung; Pan, Hu, Su und Yang 2017). Dauert einige Sekunden und kann falsch sein: Auf die Selbsteinschätzung achten.</translation>
    </message>
    <message>
        <source>Ma&amp;ximum blur</source>
        <translation>Ma&amp;ximum</translation>
    </message>
    <message>
        <source>How far the blur to look for may reach: rather a third too far than too short.</source>
        <translation>Wie weit die gesuchte Unschärfe reichen darf: lieber ein Drittel zu weit als zu kurz.</translation>
    </message>
    <message>
        <source>Stop estimating (%1 %)</source>
        <translation>Schätzen anhalten (%1 %)</translation>
    </message>
    <message>
        <source>Estimate from the photo</source>
        <translation>Aus dem Foto schätzen</translation>
    </message>
    <message>
        <source>Stop estimating the blur</source>
        <translation>Das Schätzen der Unschärfe anhalten</translation>
    </message>
    <message>
        <source>Estimate the blur from the photo</source>
        <translation>Die Unschärfe aus dem Foto schätzen</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::KernelFlow</name>
    <message>
        <source>Probably right: both halves of the photograph tell of the same blur (agreement %1).</source>
        <translation>Wahrscheinlich richtig: Beide Hälften des Fotos zeigen dieselbe Unschärfe (Übereinstimmung %1).</translation>
    </message>
    <message>
        <source>Uncertain: the halves of the photograph agree only in part (%1). Try it on a region before you restore everything.</source>
        <translation>Unsicher: Die Hälften des Fotos stimmen nur zum Teil überein (%1). Besser erst an einem Ausschnitt probieren.</translation>
    </message>
    <message>
        <source>Doubtful: the halves of the photograph tell of different blurs (%1). The blur may not be the same everywhere, or there is too little detail.</source>
        <translation>Zweifelhaft: Die Hälften des Fotos zeigen verschiedene Unschärfen (%1). Vielleicht ist sie nicht überall gleich, oder es gibt zu wenige Einzelheiten.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::KernelGrid</name>
    <message>
        <source>The blur, drawn by hand</source>
        <translation>Die von Hand gezeichnete Unschärfe</translation>
    </message>
    <message>
        <source>Arrow keys move, Space paints, Backspace erases.</source>
        <translation>Pfeiltasten bewegen, die Leertaste malt, die Rücktaste radiert.</translation>
    </message>
    <message>
        <source>Draw the trace that one bright point left in the photograph; the right button erases. (The point spread function)</source>
        <translation>Die Spur zeichnen, die ein heller Punkt im Foto hinterlassen hat; die rechte Taste radiert. (Die Punktspreizfunktion)</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::KernelPage</name>
    <message>
        <source>Drawn by hand</source>
        <translation>Von Hand gezeichnet</translation>
    </message>
    <message>
        <source>From a picture…</source>
        <translation>Aus einem Bild …</translation>
    </message>
    <message>
        <source>&amp;Blur</source>
        <translation>Unschär&amp;fe</translation>
    </message>
    <message>
        <source>What blurred the photograph: the point spread function H.</source>
        <translation>Was das Foto unscharf gemacht hat: die Punktspreizfunktion H.</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Draw it on the photograph</source>
        <translation>Auf dem Foto zeichnen</translation>
    </message>
    <message>
        <source>Drag an arrow along the trace of a bright point: its length and direction become the motion.</source>
        <translation>Einen Pfeil entlang der Spur eines hellen Punktes ziehen: Seine Länge und Richtung werden die Bewegung.</translation>
    </message>
    <message>
        <source>Size of the grid</source>
        <translation>Größe des Rasters</translation>
    </message>
    <message>
        <source>Gr&amp;id</source>
        <translation>Rast&amp;er</translation>
    </message>
    <message>
        <source>Pixels of the photograph that the blur may reach over.</source>
        <translation>Pixel des Fotos, über die die Unschärfe reichen darf.</translation>
    </message>
    <message>
        <source>Draw the blur</source>
        <translation>Unschärfe zeichnen</translation>
    </message>
    <message>
        <source>Kind of blur</source>
        <translation>Art der Unschärfe</translation>
    </message>
    <message>
        <source>%1, %2 × %3 pixels</source>
        <translation>%1, %2 × %3 Pixel</translation>
    </message>
    <message>
        <source>Motion on the photograph</source>
        <translation>Bewegung auf dem Foto</translation>
    </message>
    <message>
        <source>Estimate the blur</source>
        <translation>Unschärfe schätzen</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::KernelView</name>
    <message>
        <source>Picture of the blur</source>
        <translation>Bild der Unschärfe</translation>
    </message>
    <message>
        <source>What one bright point of the scene became in the photograph (the point spread function).</source>
        <translation>Was im Foto aus einem hellen Punkt des Motivs wurde (die Punktspreizfunktion).</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::LanguageChooser</name>
    <message>
        <source>As the desktop</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>From the next start on.</source>
        <translation>Ab dem nächsten Start.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::LassoTool</name>
    <message>
        <source>Mark lasso</source>
        <translation>Mit dem Lasso markieren</translation>
    </message>
    <message>
        <source>Erase lasso</source>
        <translation>Mit dem Lasso radieren</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::LossPanel</name>
    <message>
        <source>Misfit</source>
        <translation>Abweichung</translation>
    </message>
    <message>
        <source>Prior</source>
        <translation>Vorwissen</translation>
    </message>
    <message>
        <source>Way to go</source>
        <translation>Restweg</translation>
    </message>
    <message>
        <source>Change of loss</source>
        <translation>Δ Verlust</translation>
    </message>
    <message>
        <source>Loss of the run</source>
        <translation>Verlust des Laufs</translation>
    </message>
    <message>
        <source>Nothing has been computed yet.</source>
        <translation>Noch ist nichts gerechnet.</translation>
    </message>
    <message>
        <source>PSNR in dB</source>
        <translation>PSNR in dB</translation>
    </message>
    <message>
        <source>SSIM</source>
        <translation>SSIM</translation>
    </message>
    <message>
        <source>Misfit: how far the estimate is from what was measured, ‖y − H D‖²/(m σ_y²); 1 is its noise.
Prior: what the denoiser still takes away, ‖x − D‖²/(n σ_t²).
Way to go: how far the step is from standing still, ‖v‖/(σ_t √n).
Change of loss: ΔVML_S within each noise level.
PSNR, SSIM: how close the estimate is to the clean photograph, in the part that is restored.
A click, or Enter after the arrow keys, shows the step.</source>
        <translation>Abweichung: wie weit die Schätzung vom Gemessenen entfernt ist, ‖y − H D‖²/(m σ_y²); 1 ist dessen Rauschen.
Vorwissen (Prior): was der Entrauscher noch wegnimmt, ‖x − D‖²/(n σ_t²).
Restweg: wie weit der Schritt noch vom Stillstand entfernt ist, ‖v‖/(σ_t √n).
Δ Verlust: ΔVML_S innerhalb jeder Rauschstufe.
PSNR, SSIM: wie nah die Schätzung dem sauberen Foto ist, in dem Teil, der restauriert wird.
Ein Klick, oder die Eingabetaste nach den Pfeiltasten, zeigt den Schritt.</translation>
    </message>
    <message>
        <source>Step %1, inner step %2, σ %L3</source>
        <translation>Schritt %1, innerer Schritt %2, σ %L3</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::MainWindow</name>
    <message>
        <source>The noise could not be measured.</source>
        <translation>Das Rauschen ließ sich nicht messen.</translation>
    </message>
    <message>
        <source>The photograph is too small to tell noise from detail. Set it by eye.</source>
        <translation>Das Foto ist zu klein, um Rauschen von Einzelheiten zu unterscheiden. Bitte nach Augenmaß einstellen.</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Lacuna</source>
        <translation>Lacuna</translation>
    </message>
    <message>
        <source>%1[*] — Lacuna</source>
        <translation>%1[*] — Lacuna</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Mask</source>
        <translation>&amp;Maske</translation>
    </message>
    <message>
        <source>&amp;Tool</source>
        <translation>Werk&amp;zeug</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>Er&amp;scheinungsbild</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>A&amp;usführen</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Main tool bar</source>
        <translation>Hauptwerkzeugleiste</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation>&amp;Rückgängig: %1</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo: %1</source>
        <translation>&amp;Wiederherstellen: %1</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>&amp;Clear the list</source>
        <translation>Liste &amp;leeren</translation>
    </message>
    <message>
        <source>About Lacuna</source>
        <translation>Über Lacuna</translation>
    </message>
    <message>
        <source>&lt;b&gt;Lacuna %1&lt;/b&gt;</source>
        <translation>&lt;b&gt;Lacuna %1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Restores photographs with a diffusion denoiser and VML-MAP. It computes the most probable picture under what it learned from photographs; it cannot know what was there.

Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Restauriert Fotos mit einem Diffusions-Entrauscher und VML-MAP. Es berechnet das wahrscheinlichste Bild nach dem, was es aus Fotos gelernt hat; was dort war, kann es nicht wissen.

Freie Software unter der GNU General Public License, Version 3 oder später.</translation>
    </message>
    <message>
        <source>Compa&amp;rison</source>
        <translation>Vergleichsa&amp;rt</translation>
    </message>
    <message>
        <source>On this computer (%1) a photograph of one megapixel takes about %2 to repair.</source>
        <translation>Auf diesem Computer (%1) dauert es ungefähr %2, ein Foto mit einem Megapixel auszubessern.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::ManualWindow</name>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>Find in the manual</source>
        <translation>Im Handbuch suchen</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>Suche schließen</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::MaskFlow</name>
    <message>
        <source>Clear mask</source>
        <translation>Maske leeren</translation>
    </message>
    <message>
        <source>Invert mask</source>
        <translation>Maske umkehren</translation>
    </message>
    <message>
        <source>Grow mask</source>
        <translation>Maske ausweiten</translation>
    </message>
    <message>
        <source>Shrink mask</source>
        <translation>Maske verkleinern</translation>
    </message>
    <message>
        <source>Feather mask</source>
        <translation>Maske weicher machen</translation>
    </message>
    <message>
        <source>Mark similar colour</source>
        <translation>Ähnliche Farbe markieren</translation>
    </message>
    <message>
        <source>Erase similar colour</source>
        <translation>Ähnliche Farbe radieren</translation>
    </message>
    <message>
        <source>Find scratches and dust</source>
        <translation>Kratzer und Staub suchen</translation>
    </message>
    <message>
        <source>No scratches and no dust were found.</source>
        <translation>Es wurden weder Kratzer noch Staub gefunden.</translation>
    </message>
    <message>
        <source>Nothing was found that isn&apos;t marked already.</source>
        <translation>Es wurde nichts gefunden, was nicht schon markiert ist.</translation>
    </message>
    <message>
        <source>Raise the sensitivity, or paint over the damage yourself.</source>
        <translation>Die Empfindlichkeit erhöhen oder den Schaden selbst übermalen.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::MaskPage</name>
    <message>
        <source>Sensitivity</source>
        <translation>Empfindlichkeit</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>&amp;Keep unmarked pixels exactly</source>
        <translation>Unmarkiertes genau erha&amp;lten</translation>
    </message>
    <message>
        <source>Sensitivit&amp;y</source>
        <translation>Empfindlich&amp;keit</translation>
    </message>
    <message>
        <source>How readily something counts as a scratch or as dust. Right after a proposal, moving this proposes anew.</source>
        <translation>Wie leicht etwas als Kratzer oder Staub gilt. Gleich nach einem Vorschlag verschoben, schlägt es neu vor.</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>By how much the mask grows, shrinks or fades</source>
        <translation>Um wie viel die Maske größer, kleiner oder weicher wird</translation>
    </message>
    <message>
        <source>By how much the mask grows, shrinks or fades, in pixels of the photograph</source>
        <translation>Um wie viel die Maske größer, kleiner oder weicher wird, in Pixeln des Fotos</translation>
    </message>
    <message>
        <source>Pixels that are not marked come back bit for bit. Turn this off for a photograph that is noisy everywhere; then its noise is removed too.</source>
        <translation>Nicht markierte Pixel kommen Bit für Bit zurück. Ausschalten bei einem Foto, das überall rauscht; dann verschwindet auch sein Rauschen.</translation>
    </message>
    <message>
        <source>Keep unmarked pixels</source>
        <translation>Unmarkiertes erhalten</translation>
    </message>
    <message>
        <source>What is marked will be painted anew from what surrounds it.</source>
        <translation>Was markiert ist, wird aus seiner Umgebung neu gemalt.</translation>
    </message>
    <message>
        <source>Paint over what should be restored: scratches, dust, tears, text.</source>
        <translation>Übermalen, was restauriert werden soll: Kratzer, Staub, Risse, Schrift.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::MessageBar</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Answer to the message</source>
        <translation>Antwort auf die Meldung</translation>
    </message>
    <message>
        <source>Details of the message</source>
        <translation>Einzelheiten der Meldung</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>Meldung schließen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::ModelDialog</name>
    <message>
        <source>How much of the model has arrived</source>
        <translation>Wie viel vom Modell angekommen ist</translation>
    </message>
    <message>
        <source>&amp;Cancel the download</source>
        <translation>Download &amp;abbrechen</translation>
    </message>
    <message>
        <source>&amp;Use for this photograph</source>
        <translation>Für dieses Foto &amp;verwenden</translation>
    </message>
    <message>
        <source>&amp;Remove …</source>
        <translation>&amp;Entfernen …</translation>
    </message>
    <message>
        <source>&amp;Import …</source>
        <translation>&amp;Importieren …</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>Anhal&amp;ten</translation>
    </message>
    <message>
        <source>How much of the model is copied</source>
        <translation>Wie viel vom Modell kopiert ist</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>The page that offers the model</source>
        <translation>Die Seite, die das Modell anbietet</translation>
    </message>
    <message>
        <source>Copy a model&apos;s file or folder into your models; it can also be dropped here</source>
        <translation>Die Datei oder den Ordner eines Modells zu den eigenen Modellen kopieren; sie lassen sich auch hierher ziehen</translation>
    </message>
    <message>
        <source>Restore the photograph that is open with this model</source>
        <translation>Das geöffnete Foto mit diesem Modell restaurieren</translation>
    </message>
    <message>
        <source>Stop copying</source>
        <translation>Kopieren anhalten</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>The download stopped.</source>
        <translation>Der Download hielt an.</translation>
    </message>
    <message>
        <source>%1 was imported.</source>
        <translation>%1 wurde importiert.</translation>
    </message>
    <message>
        <source>It can be used now.</source>
        <translation>Es ist jetzt verwendbar.</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>&amp;Continue the download</source>
        <translation>Download fo&amp;rtsetzen</translation>
    </message>
    <message>
        <source>&amp;Download</source>
        <translation>&amp;Herunterladen</translation>
    </message>
    <message>
        <source>&amp;Forget the download</source>
        <translation>Download &amp;verwerfen</translation>
    </message>
    <message>
        <source>Lacuna</source>
        <translation>Lacuna</translation>
    </message>
    <message>
        <source>Remove the model “%1” from this computer?</source>
        <translation>Das Modell „%1“ von diesem Rechner entfernen?</translation>
    </message>
    <message>
        <source>%1 is deleted (%2).</source>
        <translation>%1 wird gelöscht (%2).</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>&amp;Behalten</translation>
    </message>
    <message>
        <source>Copying %1</source>
        <translation>Kopiert %1</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::ModelFlow</name>
    <message>
        <source>Import a model</source>
        <translation>Ein Modell importieren</translation>
    </message>
    <message>
        <source>Models (*.safetensors *.pt *.pth *.pkl *.bin *.ckpt *.ts)</source>
        <translation>Modelle (*.safetensors *.pt *.pth *.pkl *.bin *.ckpt *.ts)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>%1 is a model.</source>
        <translation>%1 ist ein Modell.</translation>
    </message>
    <message>
        <source>The photograph that you open next is restored with it.</source>
        <translation>Das Foto, das als nächstes geöffnet wird, wird damit restauriert.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>This photograph is restored with %1.</source>
        <translation>Dieses Foto wird mit %1 restauriert.</translation>
    </message>
    <message>
        <source>Lacuna</source>
        <translation>Lacuna</translation>
    </message>
    <message>
        <source>“%1” is a program. May it run on this computer?</source>
        <translation>„%1“ ist ein Programm. Darf es auf diesem Rechner laufen?</translation>
    </message>
    <message>
        <source>This model is a TorchScript file. Other models are only numbers, but this one runs as a program, with access to all that you have access to. Let it run only if you trust the place where you got it.

You are asked once for each such file, and again if it changes.</source>
        <translation>Dieses Modell ist eine TorchScript-Datei. Andere Modelle sind nur Zahlen, dieses aber läuft als Programm und kommt an alles heran, was der angemeldete Benutzer darf. Es sollte nur laufen, wenn die Stelle vertrauenswürdig ist, von der es kommt.

Gefragt wird einmal für jede solche Datei, und wieder, wenn sie sich ändert.</translation>
    </message>
    <message>
        <source>SHA-256: %1</source>
        <translation>SHA-256: %1</translation>
    </message>
    <message>
        <source>&amp;Let it run</source>
        <translation>&amp;Laufen lassen</translation>
    </message>
    <message>
        <source>&amp;Don&apos;t use it</source>
        <translation>&amp;Nicht verwenden</translation>
    </message>
    <message>
        <source>%1 was not run.</source>
        <translation>%1 lief nicht.</translation>
    </message>
    <message>
        <source>Choose another model, or this one again to be asked again.</source>
        <translation>Bitte ein anderes Modell wählen, oder dieses noch einmal, um wieder gefragt zu werden.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::ModelList</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>What it knows</source>
        <translation>Was es kennt</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::NoiseRow</name>
    <message>
        <source>How much noise?</source>
        <translation>Wie viel Rauschen?</translation>
    </message>
    <message>
        <source>How much grain or sensor noise the photograph has. Too little leaves it in, too much makes the result smooth. (σ_y, in 8-bit levels)</source>
        <translation>Wie viel Korn oder Sensorrauschen das Foto hat. Zu wenig lässt es stehen, zu viel macht das Ergebnis glatt. (σ_y, in 8-Bit-Stufen)</translation>
    </message>
    <message>
        <source>How much &amp;noise?</source>
        <translation>Wie viel Rausche&amp;n?</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Measure the noise</source>
        <translation>Das Rauschen messen</translation>
    </message>
    <message>
        <source>Estimate the noise from the photograph itself (Liu, Tanaka and Okutomi 2013).</source>
        <translation>Das Rauschen aus dem Foto selbst schätzen (Liu, Tanaka und Okutomi 2013).</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>heavy</source>
        <translation>stark</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Rauschen</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::PolygonTool</name>
    <message>
        <source>Mark polygon</source>
        <translation>Polygon markieren</translation>
    </message>
    <message>
        <source>Erase polygon</source>
        <translation>Polygon radieren</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>Er&amp;scheinungsbild</translation>
    </message>
    <message>
        <source>Light or dark.</source>
        <translation>Hell oder dunkel.</translation>
    </message>
    <message>
        <source>Mask &amp;colour</source>
        <translation>&amp;Farbe der Maske</translation>
    </message>
    <message>
        <source>What marks the places to restore.</source>
        <translation>Was die Stellen kennzeichnet, die restauriert werden.</translation>
    </message>
    <message>
        <source>Opacity of the mask</source>
        <translation>Deckkraft der Maske</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Mask &amp;opacity</source>
        <translation>&amp;Deckkraft</translation>
    </message>
    <message>
        <source>How much of the photograph the mask covers.</source>
        <translation>Wie stark die Maske das Foto verdeckt.</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>&amp;Undo memory</source>
        <translation>&amp;Rückgängig-Speicher</translation>
    </message>
    <message>
        <source>How much the undo history of a photograph may keep. Beyond it the oldest steps are forgotten; the photograph and its results stay.</source>
        <translation>Wie viel die Liste des Rückgängigen je Foto behalten darf. Darüber werden die ältesten Schritte vergessen; das Foto und seine Ergebnisse bleiben.</translation>
    </message>
    <message>
        <source>Colour of the mask</source>
        <translation>Farbe der Maske</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>Of the studio and its manual.</source>
        <translation>Die des Studios und seines Handbuchs.</translation>
    </message>
    <message>
        <source>&amp;Measure again</source>
        <translation>Noch einmal &amp;messen</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>How long restorations take here, measured for three seconds.</source>
        <translation>Wie lange Restaurierungen hier brauchen, drei Sekunden lang gemessen.</translation>
    </message>
    <message>
        <source>Measuring …</source>
        <translation>Wird gemessen …</translation>
    </message>
    <message>
        <source>A GPU where there is one</source>
        <translation>Eine GPU, wo es eine gibt</translation>
    </message>
    <message>
        <source>The processor</source>
        <translation>Der Prozessor</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>&amp;Gerät</translation>
    </message>
    <message>
        <source>What computes.</source>
        <translation>Was rechnet.</translation>
    </message>
    <message>
        <source>One per core</source>
        <translation>Einer je Kern</translation>
    </message>
    <message>
        <source>T&amp;hreads</source>
        <translation>&amp;Threads</translation>
    </message>
    <message>
        <source>How many cores a run may use at once. Fewer leave more for other programs.</source>
        <translation>Wie viele Kerne ein Lauf zugleich benutzen darf. Weniger lassen anderen Programmen mehr.</translation>
    </message>
    <message>
        <source> GB</source>
        <translation> GB</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>M&amp;emory</source>
        <translation>&amp;Speicher</translation>
    </message>
    <message>
        <source>How much memory a run may take. With less it works in smaller tiles, which takes longer. Automatic: three quarters of what is free.</source>
        <translation>Wie viel Speicher ein Lauf nehmen darf. Mit weniger rechnet er in kleineren Kacheln, was länger dauert. Automatisch: drei Viertel dessen, was frei ist.</translation>
    </message>
    <message>
        <source>Not measured yet.</source>
        <translation>Noch nicht gemessen.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::PresetRow</name>
    <message>
        <source>Preset</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Keep or delete presets</source>
        <translation>Vorlagen behalten oder löschen</translation>
    </message>
    <message>
        <source>Keep these settings under a name, or delete a preset of yours</source>
        <translation>Diese Einstellungen unter einem Namen behalten oder eine eigene Vorlage löschen</translation>
    </message>
    <message>
        <source>&amp;Preset</source>
        <translation>&amp;Vorlage</translation>
    </message>
    <message>
        <source>Gentle keeps more of the photograph&apos;s own texture, and more of its noise; strong makes it cleaner and smoother. (λ)</source>
        <translation>Sanft lässt mehr von der Struktur des Fotos und mehr von seinem Rauschen; kräftig macht es sauberer und glatter. (λ)</translation>
    </message>
    <message>
        <source>as set by hand</source>
        <translation>wie von Hand eingestellt</translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>Schnell</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Thorough</source>
        <translation>Gründlich</translation>
    </message>
    <message>
        <source>Eff&amp;ort</source>
        <translation>Tem&amp;po</translation>
    </message>
    <message>
        <source>Quick takes half as long and leaves out fine detail; thorough takes twice as long. (N)</source>
        <translation>Schnell dauert halb so lang und lässt feine Einzelheiten weg; gründlich dauert doppelt so lang. (N)</translation>
    </message>
    <message>
        <source>&amp;Keep as a preset …</source>
        <translation>Als Vorlage &amp;behalten …</translation>
    </message>
    <message>
        <source>Effort</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Keep as a preset</source>
        <translation>Als Vorlage behalten</translation>
    </message>
    <message>
        <source>Name of the preset:</source>
        <translation>Name der Vorlage:</translation>
    </message>
    <message>
        <source>Gentle</source>
        <translation>Sanft</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Ausgewogen</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>Kräftig</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>Eigene Werte</translation>
    </message>
    <message>
        <source>&amp;Delete the preset “%1”</source>
        <translation>Vorlage „%1“ &amp;löschen</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::ProjectFlow</name>
    <message>
        <source>“%1” is back.</source>
        <translation>„%1“ ist wieder da.</translation>
    </message>
    <message>
        <source>Lacuna did not come to its end the last time. This is how your work was when it was last saved by itself, a minute before at most.</source>
        <translation>Lacuna kam beim letzten Mal nicht zu seinem Ende. So war die Arbeit, als sie zuletzt von selbst gesichert wurde, höchstens eine Minute zuvor.</translation>
    </message>
    <message>
        <source>There is work that was not finished.</source>
        <translation>Es gibt Arbeit, die nicht zu Ende kam.</translation>
    </message>
    <message>
        <source>Lacuna did not come to its end the last time.</source>
        <translation>Lacuna kam beim letzten Mal nicht zu seinem Ende.</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Save the project</source>
        <translation>Projekt speichern</translation>
    </message>
    <message>
        <source>Lacuna projects (*.lacuna)</source>
        <translation>Lacuna-Projekte (*.lacuna)</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::RectangleTool</name>
    <message>
        <source>Mark rectangle</source>
        <translation>Rechteck markieren</translation>
    </message>
    <message>
        <source>Erase rectangle</source>
        <translation>Rechteck radieren</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::ResultsPanel</name>
    <message>
        <source>steps %1 × %2</source>
        <translation>Schritte %1 × %2</translation>
    </message>
    <message>
        <source>noise %L1, seed %2</source>
        <translation>Rauschen %L1, Startwert %2</translation>
    </message>
    <message>
        <source>model %1 on %2</source>
        <translation>Modell %1 auf %2</translation>
    </message>
    <message>
        <source>residual %L1 of the noise</source>
        <translation>Rest: das %L1-Fache des Rauschens</translation>
    </message>
    <message>
        <source>took %1</source>
        <translation>dauerte %1</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>%1, from step %2</source>
        <translation>%1, ab Schritt %2</translation>
    </message>
    <message>
        <source>%1 (stopped early)</source>
        <translation>%1 (angehalten)</translation>
    </message>
    <message>
        <source>against the clean photograph: PSNR %L1 dB, SSIM %L2</source>
        <translation>gegen das saubere Foto: PSNR %L1 dB, SSIM %L2</translation>
    </message>
    <message>
        <source>, %L1 dB</source>
        <translation>, %L1 dB</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>&amp;Compare others with this one</source>
        <translation>Andere &amp;hiermit vergleichen</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>⇄ %1</source>
        <translation>⇄ %1</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::RunFlow</name>
    <message>
        <source>Tried on %1 × %2 pixels of the photograph.</source>
        <translation>An %1 × %2 Pixeln des Fotos probiert.</translation>
    </message>
    <message>
        <source>Change the settings and try again, or restore all of it like this. Esc shows the photograph again.</source>
        <translation>Einstellungen ändern und noch einmal probieren, oder alles so restaurieren. Esc zeigt wieder das Foto.</translation>
    </message>
    <message>
        <source>Apply to the whole photograph</source>
        <translation>Auf das ganze Foto anwenden</translation>
    </message>
    <message>
        <source>Stopped before the first estimate.</source>
        <translation>Vor der ersten Schätzung angehalten.</translation>
    </message>
    <message>
        <source>The photograph, the mask and earlier results are unchanged.</source>
        <translation>Das Foto, die Maske und frühere Ergebnisse sind unverändert.</translation>
    </message>
    <message>
        <source>The restoration was done, but not quite as asked.</source>
        <translation>Die Restaurierung ist fertig, aber nicht ganz wie verlangt.</translation>
    </message>
    <message>
        <source>The result is complete.</source>
        <translation>Das Ergebnis ist vollständig.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::RunStrip</name>
    <message>
        <source>Restart with the new settings</source>
        <translation>Mit den neuen Einstellungen neu beginnen</translation>
    </message>
    <message>
        <source>The settings were changed after this run started.</source>
        <translation>Die Einstellungen wurden geändert, nachdem dieser Lauf begann.</translation>
    </message>
    <message>
        <source>Preparing …</source>
        <translation>Bereitet vor …</translation>
    </message>
    <message>
        <source>Loading the model …</source>
        <translation>Lädt das Modell …</translation>
    </message>
    <message>
        <source>Planning …</source>
        <translation>Plant …</translation>
    </message>
    <message>
        <source>Waiting for the first estimate …</source>
        <translation>Wartet auf die erste Schätzung …</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>Part %1 of %2, </source>
        <translation>Teil %1 von %2, </translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>How often the network has been asked, of all that the run needs.</source>
        <translation>Wie oft das Netz schon gefragt wurde, von allem, was der Lauf braucht.</translation>
    </message>
    <message>
        <source>, inner step %1</source>
        <translation>, innerer Schritt %1</translation>
    </message>
    <message>
        <source>evaluation %1 of %2</source>
        <translation>Auswertung %1 von %2</translation>
    </message>
    <message>
        <source>Estimate: tile %1 of %2</source>
        <translation>Schätzung: Kachel %1 von %2</translation>
    </message>
    <message>
        <source>evaluation %1 of %2, tile %3 of %4</source>
        <translation>Auswertung %1 von %2, Kachel %3 von %4</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::ScalePage</name>
    <message>
        <source>×%1</source>
        <translation>×%1</translation>
    </message>
    <message>
        <source>Enlarge %1 times</source>
        <translation>%1-fach vergrößern</translation>
    </message>
    <message>
        <source>%1 times wider and %1 times higher</source>
        <translation>%1-mal so breit und %1-mal so hoch</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>How many times wider and higher the result is.</source>
        <translation>Wievielmal so breit und so hoch das Ergebnis ist.</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Maßstab</translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 Pixel</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::StartPage</name>
    <message>
        <source>Recent</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>Try it on a damaged photograph</source>
        <translation>An einem beschädigten Foto ausprobieren</translation>
    </message>
    <message>
        <source>%1 (photograph: %2)</source>
        <translation>%1 (Foto: %2)</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::StatusLine</name>
    <message>
        <source>Size, depth and colour profile of the photograph</source>
        <translation>Größe, Tiefe und Farbprofil des Fotos</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>What computes</source>
        <translation>Was rechnet</translation>
    </message>
    <message>
        <source>How long a restoration will take</source>
        <translation>Wie lange eine Restaurierung dauern wird</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>%1 bit</source>
        <translation>%1 Bit</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>Graustufen</translation>
    </message>
    <message>
        <source>no profile</source>
        <translation>kein Profil</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>etwa %1</translation>
    </message>
    <message numerus="yes">
        <source>in %n part(s)</source>
        <translation>
            <numerusform>in %n Teil</numerusform>
            <numerusform>in %n Teilen</numerusform>
        </translation>
    </message>
    <message>
        <source>It is restored in overlapping parts, so that each shows as it is done and the run can be stopped in between. No seams remain.</source>
        <translation>Es wird in überlappenden Teilen restauriert, damit jeder zu sehen ist, sobald er fertig ist, und der Lauf dazwischen angehalten werden kann. Nähte bleiben keine.</translation>
    </message>
    <message>
        <source>Only the parts that need it are restored.</source>
        <translation>Nur die Teile, die es brauchen, werden restauriert.</translation>
    </message>
    <message>
        <source>It is restored in parts, one after the other.</source>
        <translation>Es wird in Teilen restauriert, einer nach dem anderen.</translation>
    </message>
    <message>
        <source>It is larger than the memory allows at once, so it is restored in overlapping parts. No seams remain; it takes longer.</source>
        <translation>Es ist größer, als der Speicher auf einmal erlaubt, und wird deshalb in überlappenden Teilen restauriert. Nähte bleiben keine; es dauert länger.</translation>
    </message>
    <message>
        <source>Loading the model …</source>
        <translation>Lädt das Modell …</translation>
    </message>
    <message>
        <source>How much of the model is loaded</source>
        <translation>Wie viel vom Modell geladen ist</translation>
    </message>
    <message numerus="yes">
        <source>in %n part(s) of the model&apos;s size</source>
        <translation>
            <numerusform>in %n Teil von der Größe des Modells</numerusform>
            <numerusform>in %n Teilen von der Größe des Modells</numerusform>
        </translation>
    </message>
    <message>
        <source>The model knows pictures of one size only, so it is restored in overlapping parts of that size. No seams remain; it takes longer.</source>
        <translation>Das Modell kennt nur Bilder einer Größe; deshalb wird in überlappenden Teilen dieser Größe restauriert. Nähte bleiben keine; es dauert länger.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::StrokeTool</name>
    <message>
        <source>Paint mask</source>
        <translation>Maske malen</translation>
    </message>
    <message>
        <source>Erase mask</source>
        <translation>Maske radieren</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::TaskPanel</name>
    <message>
        <source>What is marked counts as missing and is filled in, too.</source>
        <translation>Was markiert ist, gilt als fehlend und wird ebenfalls ergänzt.</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>&amp;Advanced</source>
        <translation>Erwei&amp;tert</translation>
    </message>
    <message>
        <source>Kind of blur</source>
        <translation>Art der Unschärfe</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurieren</translation>
    </message>
    <message>
        <source>Restore the photograph (Ctrl+Return)</source>
        <translation>Das Foto restaurieren (Strg+Return)</translation>
    </message>
    <message>
        <source>Paint over what should be restored first.</source>
        <translation>Zuerst übermalen, was restauriert werden soll.</translation>
    </message>
    <message>
        <source>Stop and keep the estimate so far (Esc)</source>
        <translation>Anhalten und die bisherige Schätzung behalten (Esc)</translation>
    </message>
    <message>
        <source>Loading the model …</source>
        <translation>Lädt das Modell …</translation>
    </message>
    <message>
        <source>Preparing …</source>
        <translation>Bereitet vor …</translation>
    </message>
    <message>
        <source>Stop  ·  %1</source>
        <translation>Anhalten  ·  %1</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>Hält an …</translation>
    </message>
    <message>
        <source>Loading the model, %1 %</source>
        <translation>Lädt das Modell, %1 %</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::TimelineFlow</name>
    <message>
        <source>The steps are in “%1”.</source>
        <translation>Die Schritte sind in „%1“.</translation>
    </message>
    <message>
        <source>Waiting for the first step …</source>
        <translation>Wartet auf den ersten Schritt …</translation>
    </message>
    <message>
        <source>Step %1 of %2   σ %L3</source>
        <translation>Schritt %1 von %2   σ %L3</translation>
    </message>
    <message>
        <source>Part %1 of %2, </source>
        <translation>Teil %1 von %2, </translation>
    </message>
    <message>
        <source>Export the steps</source>
        <extracomment>The last word of a file&apos;s name, as in holiday-steps.png</extracomment>
        <translation>Die Schritte exportieren</translation>
    </message>
    <message>
        <source>A new folder for the steps</source>
        <translation>Ein neuer Ordner für die Schritte</translation>
    </message>
    <message>
        <source>Folder (*)</source>
        <translation>Ordner (*)</translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
    </message>
    <message>
        <source>Animated WebP (*.webp)</source>
        <translation>Animiertes WebP (*.webp)</translation>
    </message>
    <message>
        <source>Video (*.mp4)</source>
        <translation>Video (*.mp4)</translation>
    </message>
    <message>
        <source>   PSNR %L1 dB</source>
        <translation>   PSNR %L1 dB</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>The steps of this result were not kept.</source>
        <translation>Die Schritte dieses Ergebnisses wurden nicht aufbewahrt.</translation>
    </message>
    <message>
        <source>✓ What was removed looks like the noise you set</source>
        <translation>✓ Was entfernt wurde, sieht aus wie das eingestellte Rauschen</translation>
    </message>
    <message>
        <source>More was removed than the noise you set: is there more noise, or another blur?</source>
        <translation>Es wurde mehr entfernt als das eingestellte Rauschen: Ist es stärker, oder die Unschärfe eine andere?</translation>
    </message>
    <message>
        <source>Less was removed than the noise you set: is there less noise?</source>
        <translation>Es wurde weniger entfernt als das eingestellte Rauschen: Ist es schwächer?</translation>
    </message>
    <message>
        <source>What the result leaves of the photograph is %L1 times the noise that was set; between %L2 and %L3 counts as explained (%4 samples).</source>
        <translation>Was das Ergebnis vom Foto übrig lässt, ist das %L1-Fache des eingestellten Rauschens; zwischen %L2 und %L3 gilt es als erklärt (%4 Werte).</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::TimelinePanel</name>
    <message>
        <source>&amp;Branch from here</source>
        <translation>V&amp;on hier abzweigen</translation>
    </message>
    <message>
        <source>One step</source>
        <translation>Ein Schritt</translation>
    </message>
    <message>
        <source>Compute one step and pause again (.)</source>
        <translation>Einen Schritt rechnen und wieder pausieren (.)</translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation>Schätzung</translation>
    </message>
    <message>
        <source>Noisy state</source>
        <translation>Verrauscht</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Beides</translation>
    </message>
    <message>
        <source>What is shown of a step</source>
        <translation>Was von einem Schritt gezeigt wird</translation>
    </message>
    <message>
        <source>The estimate is what the picture would be at this step (D). The noisy state is what the run works on (x_t): the noise that lifts.</source>
        <translation>Die Schätzung ist, was das Bild bei diesem Schritt wäre (D). Der verrauschte Stand ist, woran der Lauf arbeitet (x_t): das Rauschen, das sich hebt.</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Show the loss</source>
        <translation>Den Verlust zeigen</translation>
    </message>
    <message>
        <source>How well the estimate fits the data and the prior, step by step</source>
        <translation>Wie gut die Schätzung zu den Daten und zum Vorwissen passt, Schritt für Schritt</translation>
    </message>
    <message>
        <source> per s</source>
        <translation> je s</translation>
    </message>
    <message>
        <source>Steps per second when playing</source>
        <translation>Schritte je Sekunde beim Abspielen</translation>
    </message>
    <message>
        <source>Go on from this step with the settings and the mask as they are now; this result stays.</source>
        <translation>Von diesem Schritt an mit den jetzigen Einstellungen und der jetzigen Maske weitermachen; dieses Ergebnis bleibt.</translation>
    </message>
    <message>
        <source>All steps as &amp;PNG …</source>
        <translation>Alle Schritte als &amp;PNG …</translation>
    </message>
    <message>
        <source>&amp;Film strip …</source>
        <translation>&amp;Filmstreifen …</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export the steps</source>
        <translation>Die Schritte exportieren</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Play the steps</source>
        <translation>Die Schritte abspielen</translation>
    </message>
    <message>
        <source>Animated &amp;WebP …</source>
        <translation>Animiertes &amp;WebP …</translation>
    </message>
    <message>
        <source>Animated WebP (needs ffmpeg)</source>
        <translation>Animiertes WebP (braucht ffmpeg)</translation>
    </message>
    <message>
        <source>&amp;Video (MP4) …</source>
        <translation>&amp;Video (MP4) …</translation>
    </message>
    <message>
        <source>Video, MP4 (needs ffmpeg)</source>
        <translation>Video, MP4 (braucht ffmpeg)</translation>
    </message>
    <message>
        <source>Exporting …</source>
        <translation>Exportiert …</translation>
    </message>
    <message>
        <source>%1 (,)</source>
        <translation>%1 (,)</translation>
    </message>
    <message>
        <source>There was no room to keep this step&apos;s state; steps near it have theirs.</source>
        <translation>Für den Zustand dieses Schritts war kein Platz; Schritte in der Nähe haben ihren.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::TimelineStrip</name>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>The steps of the restoration: drag, or use the arrow keys, to see what it went through.</source>
        <translation>Die Schritte der Restaurierung: Ziehen oder Pfeiltasten zeigen, was sie durchlaufen hat.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::ToolBox</name>
    <message>
        <source>Brush size</source>
        <translation>Pinselgröße</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Diameter of the brush in pixels of the photograph ([ and ])</source>
        <translation>Durchmesser des Pinsels in Pixeln des Fotos (Ü und +, oder [ und ])</translation>
    </message>
    <message>
        <source>Brush hardness</source>
        <translation>Pinselhärte</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>How much of the brush has full effect; in the rest of it the restored picture fades into the photograph (Shift+[ and Shift+])</source>
        <translation>Wie viel vom Pinsel voll wirkt; im Rest geht das Restaurierte in das Foto über (Umschalt+Ü und Umschalt++)</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Hardness</source>
        <translation>Härte</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>Toleranz</translation>
    </message>
    <message>
        <source>How far a colour may be from the one that is clicked on, in 8-bit levels of every channel</source>
        <translation>Wie weit eine Farbe von der angeklickten abweichen darf, in 8-Bit-Stufen jedes Kanals</translation>
    </message>
    <message>
        <source>Shift: everywhere</source>
        <translation>Umschalt: überall</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Restores photographs.</source>
        <translation>Restauriert Fotos.</translation>
    </message>
    <message>
        <source>Say on standard error what happens.</source>
        <translation>Auf der Standardfehlerausgabe sagen, was geschieht.</translation>
    </message>
    <message>
        <source>The photograph or project to open.</source>
        <translation>Das zu öffnende Foto oder Projekt.</translation>
    </message>
    <message>
        <source>Show the demonstration, full screen; end with it.</source>
        <translation>Die Vorführung zeigen, auf dem ganzen Bildschirm; mit ihr enden.</translation>
    </message>
</context>
</TS>
