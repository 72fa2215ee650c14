<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Catalog</name>
    <message>
        <source>Not stated by its publisher.</source>
        <translation>Vom Herausgeber nicht angegeben.</translation>
    </message>
    <message>
        <source>Not for commercial use.</source>
        <translation>Nicht für gewerbliche Zwecke.</translation>
    </message>
    <message>
        <source>{subject} at {size} pixels.</source>
        <translation>{subject} mit {size} Pixeln.</translation>
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
        <source>It is {origin}&apos;s {model} under another name.</source>
        <translation>Es ist {model} von {origin} unter anderem Namen.</translation>
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
        <source>Faces (FFHQ)</source>
        <translation>Gesichter (FFHQ)</translation>
    </message>
    <message>
        <source>Faces (CelebA-HQ)</source>
        <translation>Gesichter (CelebA-HQ)</translation>
    </message>
    <message>
        <source>CIFAR-10</source>
        <translation>CIFAR-10</translation>
    </message>
    <message>
        <source>General-purpose prior for photographs: textures and edges, but no faces or objects.</source>
        <translation>Allgemeines Modell für Fotos: Strukturen und Kanten, aber keine Gesichter oder Gegenstände.</translation>
    </message>
    <message>
        <source>Fast general-purpose prior for photographs, for watching live on a CPU; less detail.</source>
        <translation>Schnelles allgemeines Modell für Fotos, zum Zusehen in Echtzeit auf der CPU; weniger Details.</translation>
    </message>
    <message>
        <source>Small general-purpose prior for photographs: textures and edges, but no faces or objects.</source>
        <translation>Kleines allgemeines Modell für Fotos: Strukturen und Kanten, aber keine Gesichter oder Gegenstände.</translation>
    </message>
    <message>
        <source>{subject} at {size} pixels, class-conditional.</source>
        <translation>{subject} mit {size} Pixeln, nach Klassen getrennt.</translation>
    </message>
    <message>
        <source>{subject} at {size} pixels, with or without a class.</source>
        <translation>{subject} mit {size} Pixeln, mit oder ohne Klasse.</translation>
    </message>
    <message>
        <source>{subject} at {size} pixels; the model from the {paper} paper.</source>
        <translation>{subject} mit {size} Pixeln; das Modell aus der Veröffentlichung {paper}.</translation>
    </message>
    <message>
        <source>A denoiser for noise of up to 50 levels. It was trained on no more than that, so every run begins at 50.</source>
        <translation>Ein Entrauscher für Rauschen bis 50 Stufen. Für stärkeres ist er nicht trainiert, deshalb beginnt jeder Lauf bei 50.</translation>
    </message>
    <message>
        <source>The same for greyscale pictures; colour channels are denoised one at a time.</source>
        <translation>Dasselbe für Graustufenbilder; Farbkanäle werden einzeln entrauscht.</translation>
    </message>
    <message>
        <source>The licence of the repository it comes from; none is stated for the weights themselves.</source>
        <translation>Die Lizenz des Repositorys, aus dem es stammt; für die Gewichte selbst ist keine angegeben.</translation>
    </message>
    <message>
        <source>The licence of {origin}, whose model it was fine-tuned from.</source>
        <translation>Die Lizenz von {origin}; auf dessen Modell beruht dieses.</translation>
    </message>
    <message>
        <source>Trained on freely licensed photographs, most of them CC-BY-SA-4.0, CC0-1.0 or in the public domain; {card} has the figures.</source>
        <translation>Mit frei lizenzierten Fotos trainiert, die meisten unter CC-BY-SA-4.0, CC0-1.0 oder gemeinfrei; die Zahlen stehen in {card}.</translation>
    </message>
    <message>
        <source>Trained on freely licensed photographs, most of them CC-BY-SA-4.0, CC0-1.0 or in the public domain; {card} has the figures. Distilled from `{teacher}`.</source>
        <translation>Mit frei lizenzierten Fotos trainiert, die meisten unter CC-BY-SA-4.0, CC0-1.0 oder gemeinfrei; die Zahlen stehen in {card}. Aus `{teacher}` destilliert.</translation>
    </message>
    <message>
        <source>ImageNet photographs</source>
        <translation>Fotos aus ImageNet</translation>
    </message>
    <message>
        <source>Animal faces (AFHQ v2)</source>
        <translation>Tiergesichter (AFHQ v2)</translation>
    </message>
</context>
<context>
    <name>Causes</name>
    <message>
        <source>there is already a model with that name</source>
        <translation>es gibt schon ein Modell mit diesem Namen</translation>
    </message>
    <message>
        <source>it has %1 × %2 pixels, the photograph %3 × %4</source>
        <translation>sie hat %1 × %2 Pixel, das Foto %3 × %4</translation>
    </message>
    <message>
        <source>it has %1 × %2 pixels, but a blur kernel can&apos;t be larger than %3 × %3</source>
        <translation>er hat %1 × %2 Pixel, aber ein Unschärfekern kann nicht größer als %3 × %3 sein</translation>
    </message>
    <message>
        <source>it is all black</source>
        <translation>er ist ganz schwarz</translation>
    </message>
    <message>
        <source>the kernel (%1 × %2 pixels) is larger than the photograph</source>
        <translation>der Unschärfekern (%1 × %2 Pixel) ist größer als das Foto</translation>
    </message>
    <message>
        <source>it isn&apos;t an ordinary file</source>
        <translation>es ist keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>its folder doesn&apos;t exist</source>
        <translation>den Ordner gibt es nicht</translation>
    </message>
    <message>
        <source>it is larger than 4 GiB</source>
        <translation>sie ist größer als 4 GiB</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>sie ist leer</translation>
    </message>
    <message>
        <source>there is no such file or folder</source>
        <translation>die Datei oder der Ordner fehlt</translation>
    </message>
    <message>
        <source>access is denied</source>
        <translation>der Zugriff wurde verweigert</translation>
    </message>
    <message>
        <source>something with that name already exists</source>
        <translation>etwas mit diesem Namen gibt es schon</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>es ist ein Ordner</translation>
    </message>
    <message>
        <source>part of its path isn&apos;t a folder</source>
        <translation>ein Teil des Pfads ist kein Ordner</translation>
    </message>
    <message>
        <source>its symbolic links form a loop</source>
        <translation>die symbolischen Verknüpfungen bilden einen Kreis</translation>
    </message>
    <message>
        <source>the file system is read-only</source>
        <translation>das Dateisystem ist schreibgeschützt</translation>
    </message>
    <message>
        <source>the name is too long</source>
        <translation>der Name ist zu lang</translation>
    </message>
    <message>
        <source>there is not enough free space</source>
        <translation>es ist nicht genug Platz frei</translation>
    </message>
    <message>
        <source>the disk quota is exceeded</source>
        <translation>das Speicherkontingent ist erschöpft</translation>
    </message>
    <message>
        <source>the photograph is too small: to look for a blur of %1 pixels, it must be at least %2 pixels wide and high</source>
        <translation>das Foto ist zu klein: Um eine Unschärfe von %1 Pixeln zu suchen, muss es mindestens %2 Pixel breit und hoch sein</translation>
    </message>
    <message>
        <source>it is cut off: its size needs more data than the file holds</source>
        <translation>die Datei ist unvollständig: Für ihre Größe enthält sie zu wenig Daten</translation>
    </message>
    <message>
        <source>its colours are CMYK, but its profile isn&apos;t one for CMYK</source>
        <translation>die Farben sind CMYK, aber das Farbprofil ist keines für CMYK</translation>
    </message>
    <message>
        <source>its CMYK profile can&apos;t be used</source>
        <translation>das CMYK-Profil ist nicht verwendbar</translation>
    </message>
    <message>
        <source>a JPEG would blur the mask; PNG, TIFF and WebP keep it exact</source>
        <translation>ein JPEG würde die Maske verwischen; PNG, TIFF und WebP erhalten sie genau</translation>
    </message>
    <message>
        <source>a quantisation table of the original contains a zero</source>
        <translation>eine Quantisierungstabelle des Originals enthält eine Null</translation>
    </message>
    <message>
        <source>a JPEG of %1 unknown channels isn&apos;t supported</source>
        <translation>ein JPEG mit %1 unbekannten Kanälen wird nicht unterstützt</translation>
    </message>
    <message>
        <source>it can&apos;t be decoded (%1)</source>
        <translation>die Datei ist nicht lesbar (%1)</translation>
    </message>
    <message>
        <source>it can&apos;t be encoded (%1)</source>
        <translation>das Bild lässt sich so nicht speichern (%1)</translation>
    </message>
    <message>
        <source>it is cut off</source>
        <translation>die Datei ist unvollständig</translation>
    </message>
    <message>
        <source>its picture data is damaged or cut off</source>
        <translation>die Bilddaten sind beschädigt oder unvollständig</translation>
    </message>
    <message>
        <source>it has too many scans</source>
        <translation>die Datei hat zu viele Durchgänge</translation>
    </message>
    <message>
        <source>there isn&apos;t enough memory</source>
        <translation>der Speicher reicht nicht</translation>
    </message>
    <message>
        <source>a YCbCr TIFF of %1 bits isn&apos;t supported</source>
        <translation>ein YCbCr-TIFF mit %1 Bit wird nicht unterstützt</translation>
    </message>
    <message>
        <source>it can&apos;t be encoded</source>
        <translation>das Bild lässt sich so nicht speichern</translation>
    </message>
    <message>
        <source>it is damaged or cut off</source>
        <translation>die Datei ist beschädigt oder unvollständig</translation>
    </message>
    <message>
        <source>it is damaged or cut off (%1)</source>
        <translation>die Datei ist beschädigt oder unvollständig (%1)</translation>
    </message>
    <message>
        <source>it has fewer samples per pixel than its colours need</source>
        <translation>die Datei hat weniger Werte je Pixel, als ihre Farben brauchen</translation>
    </message>
    <message>
        <source>a TIFF of inks other than CMYK isn&apos;t supported</source>
        <translation>ein TIFF mit anderen Druckfarben als CMYK wird nicht unterstützt</translation>
    </message>
    <message>
        <source>a TIFF of colour type %1 isn&apos;t supported</source>
        <translation>ein TIFF mit dem Farbtyp %1 wird nicht unterstützt</translation>
    </message>
    <message>
        <source>its first picture is only a preview, as in a camera&apos;s raw file, which isn&apos;t supported</source>
        <translation>das erste Bild ist nur eine Vorschau, wie in der Rohdatei einer Kamera; das wird nicht unterstützt</translation>
    </message>
    <message>
        <source>a TIFF of compression %1 isn&apos;t supported</source>
        <translation>ein TIFF mit der Komprimierung %1 wird nicht unterstützt</translation>
    </message>
    <message>
        <source>a TIFF of signed numbers isn&apos;t supported</source>
        <translation>ein TIFF mit vorzeichenbehafteten Zahlen wird nicht unterstützt</translation>
    </message>
    <message>
        <source>a TIFF of complex numbers isn&apos;t supported</source>
        <translation>ein TIFF mit komplexen Zahlen wird nicht unterstützt</translation>
    </message>
    <message>
        <source>a TIFF of %1 bits per sample isn&apos;t supported</source>
        <translation>ein TIFF mit %1 Bit je Wert wird nicht unterstützt</translation>
    </message>
    <message>
        <source>it is damaged: its strips have no rows</source>
        <translation>die Datei ist beschädigt: Ihre Streifen haben keine Zeilen</translation>
    </message>
    <message>
        <source>it uses a feature of WebP that isn&apos;t supported</source>
        <translation>die Datei nutzt eine WebP-Funktion, die nicht unterstützt wird</translation>
    </message>
    <message>
        <source>its picture data is damaged</source>
        <translation>die Bilddaten sind beschädigt</translation>
    </message>
    <message>
        <source>it needs more data than a lossy WebP can hold</source>
        <translation>das Bild braucht mehr Daten, als ein verlustbehaftetes WebP fasst</translation>
    </message>
    <message>
        <source>it would be larger than the 4 GiB of a WebP</source>
        <translation>die Datei wäre größer als die 4 GiB eines WebP</translation>
    </message>
    <message>
        <source>libwebp can&apos;t encode it</source>
        <translation>libwebp kann das Bild nicht speichern</translation>
    </message>
    <message>
        <source>its path has no file name</source>
        <translation>im Pfad fehlt der Dateiname</translation>
    </message>
    <message>
        <source>it claims a size of %1 × %2 pixels</source>
        <translation>die angegebene Größe ist %1 × %2 Pixel</translation>
    </message>
    <message>
        <source>it claims a size of %1 × %2 pixels, more than the 2 GiB that a picture may take</source>
        <translation>die angegebene Größe ist %1 × %2 Pixel, mehr als die 2 GiB, die ein Bild belegen darf</translation>
    </message>
    <message>
        <source>the installed libwebp has the wrong version</source>
        <translation>die installierte libwebp hat die falsche Version</translation>
    </message>
    <message>
        <source>its header contradicts itself</source>
        <translation>die Angaben am Anfang der Datei widersprechen sich</translation>
    </message>
    <message>
        <source>its header gives a size of zero pixels</source>
        <translation>ihr Kopf nennt eine Größe von null Pixeln</translation>
    </message>
    <message>
        <source>a BMP with a header of %1 bytes isn&apos;t supported</source>
        <translation>ein BMP mit einem Kopf von %1 Byte wird nicht unterstützt</translation>
    </message>
    <message>
        <source>a BMP of %1 bits isn&apos;t supported</source>
        <translation>ein BMP mit %1 Bit wird nicht unterstützt</translation>
    </message>
    <message>
        <source>a BMP of compression %1 isn&apos;t supported</source>
        <translation>ein BMP mit der Kompression %1 wird nicht unterstützt</translation>
    </message>
    <message>
        <source>it is damaged: its picture lies outside of its canvas</source>
        <translation>die Datei ist beschädigt: Ihr Bild liegt außerhalb der Bildfläche</translation>
    </message>
    <message>
        <source>it is damaged: it has no colours</source>
        <translation>die Datei ist beschädigt: Sie enthält keine Farben</translation>
    </message>
    <message>
        <source>it is damaged: its codes have no width</source>
        <translation>die Datei ist beschädigt: Ihre Codes haben keine Länge</translation>
    </message>
    <message>
        <source>it is damaged: it has a block of unknown kind</source>
        <translation>die Datei ist beschädigt: Sie enthält einen Block unbekannter Art</translation>
    </message>
    <message>
        <source>it holds no picture</source>
        <translation>die Datei enthält kein Bild</translation>
    </message>
    <message>
        <source>its samples of %1 bits aren&apos;t supported</source>
        <translation>Werte mit %1 Bit werden nicht unterstützt</translation>
    </message>
    <message>
        <source>%1 files aren&apos;t supported; %2 are</source>
        <translation>%1-Dateien werden nicht unterstützt, nur %2</translation>
    </message>
    <message>
        <source>it isn&apos;t a picture in a supported format; these are: %1</source>
        <translation>es ist kein Bild in einem unterstützten Format; möglich sind %1</translation>
    </message>
    <message>
        <source>“%1” is an unsupported file type; %2 are supported</source>
        <translation>„%1“ wird nicht unterstützt; möglich sind %2</translation>
    </message>
    <message>
        <source>its name has no file type; add one of %1</source>
        <translation>im Namen fehlt der Dateityp; möglich sind %1</translation>
    </message>
    <message>
        <source>this build can&apos;t write its format</source>
        <translation>diese Ausgabe des Programms kann das Format nicht schreiben</translation>
    </message>
    <message>
        <source>its format would blur the mask; PNG, TIFF and WebP keep it exact</source>
        <translation>das Format würde die Maske verwischen; PNG, TIFF und WebP erhalten sie genau</translation>
    </message>
    <message>
        <source>it is cut off or damaged</source>
        <translation>die Datei ist unvollständig oder beschädigt</translation>
    </message>
    <message>
        <source>libjxl can&apos;t read it</source>
        <translation>libjxl kann die Datei nicht lesen</translation>
    </message>
    <message>
        <source>it is damaged</source>
        <translation>die Datei ist beschädigt</translation>
    </message>
    <message>
        <source>it can&apos;t be decoded</source>
        <translation>das Bild lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>libjxl can&apos;t encode it</source>
        <translation>libjxl kann das Bild nicht speichern</translation>
    </message>
    <message>
        <source>it is damaged: its header makes no sense</source>
        <translation>die Datei ist beschädigt: Die Angaben an ihrem Anfang ergeben keinen Sinn</translation>
    </message>
    <message>
        <source>a PNM of this kind isn&apos;t supported</source>
        <translation>ein PNM dieser Art wird nicht unterstützt</translation>
    </message>
    <message>
        <source>the raw file can&apos;t be developed (%1)</source>
        <translation>die Rohdatei lässt sich nicht entwickeln (%1)</translation>
    </message>
    <message>
        <source>the raw file has colours that aren&apos;t supported</source>
        <translation>die Farben der Rohdatei werden nicht unterstützt</translation>
    </message>
    <message>
        <source>the raw file is damaged</source>
        <translation>die Rohdatei ist beschädigt</translation>
    </message>
    <message>
        <source>it isn&apos;t clear what the mask marks: its colours say one thing, its transparency another; save it without transparency, white where the photograph is to be restored</source>
        <translation>es ist nicht klar, was die Maske markiert: Ihre Farben sagen etwas anderes als ihre Transparenz; speichern Sie sie ohne Transparenz, weiß, wo das Foto restauriert werden soll</translation>
    </message>
    <message>
        <source>the mask is transparent everywhere, so it marks nothing</source>
        <translation>die Maske ist überall transparent und markiert daher nichts</translation>
    </message>
    <message>
        <source>the photograph is stored turned or mirrored, and the mask doesn&apos;t say whether it is, too; save it from a program that writes the orientation, or as a TIFF</source>
        <translation>das Foto ist gedreht oder gespiegelt gespeichert, und die Maske sagt nicht, ob sie es auch ist; speichern Sie sie mit einem Programm, das die Ausrichtung schreibt, oder als TIFF</translation>
    </message>
    <message>
        <source>the mask is %1, the photograph %2</source>
        <translation>die Maske hat %1 Pixel, das Foto %2</translation>
    </message>
    <message>
        <source>the file has %1 pages, of which only one would remain; choose another name</source>
        <translation>die Datei hat %1 Seiten, von denen nur eine bliebe; wählen Sie einen anderen Namen</translation>
    </message>
    <message>
        <source>the result has %1 × %2 pixels, but no side of a %3 can have more than %4</source>
        <translation>das Ergebnis hat %1 × %2 Pixel, aber keine Seite darf im Format %3 mehr als %4 haben</translation>
    </message>
    <message>
        <source>the result has %1 × %2 pixels, more than fit into a %3</source>
        <translation>das Ergebnis hat %1 × %2 Pixel, mehr als das Format %3 fasst</translation>
    </message>
    <message>
        <source>a CMYK or CIELab TIFF of %1 bits per sample isn&apos;t supported</source>
        <translation>ein CMYK- oder CIELab-TIFF mit %1 Bit je Wert wird nicht unterstützt</translation>
    </message>
    <message>
        <source>a TIFF whose colour map has floating-point indices isn&apos;t supported</source>
        <translation>ein TIFF, dessen Farbtabelle Gleitkommawerte als Index hat, wird nicht unterstützt</translation>
    </message>
    <message>
        <source>the frame to crop it to doesn&apos;t lie inside it</source>
        <translation>der Rahmen, auf den es zugeschnitten werden soll, liegt nicht in ihm</translation>
    </message>
    <message>
        <source>%1 takes no mask for this task; remove the mask or choose another solver</source>
        <translation>%1 nimmt bei dieser Aufgabe keine Maske an; die Maske entfernen oder einen anderen Löser wählen</translation>
    </message>
    <message>
        <source>%1 can&apos;t be used for this task; choose another solver</source>
        <translation>%1 ist für diese Aufgabe nicht geeignet; einen anderen Löser wählen</translation>
    </message>
    <message>
        <source>linear light works with white noise only; choose white noise, or turn linear light off</source>
        <translation>Lineares Licht geht nur mit weißem Rauschen; weißes Rauschen wählen oder lineares Licht ausschalten</translation>
    </message>
    <message>
        <source>%1 can&apos;t be used in linear light; choose another solver, or turn linear light off</source>
        <translation>%1 kann nicht mit linearem Licht rechnen; ein anderes Verfahren wählen oder lineares Licht ausschalten</translation>
    </message>
    <message>
        <source>a JPEG of %1 bits per sample isn&apos;t supported</source>
        <translation>ein JPEG mit %1 Bit je Wert wird nicht unterstützt</translation>
    </message>
    <message>
        <source>a JPEG that is compressed without loss isn&apos;t supported</source>
        <translation>ein verlustfrei komprimiertes JPEG wird nicht unterstützt</translation>
    </message>
    <message>
        <source>the part of Lacuna that restores photographs can&apos;t be loaded; install Lacuna again (%1)</source>
        <translation>der Teil von Lacuna, der Fotos restauriert, lässt sich nicht laden; bitte Lacuna neu installieren (%1)</translation>
    </message>
    <message>
        <source>it isn&apos;t clear what the mask marks: most of it is opaque, and the damage may be there or where it is transparent; save it without transparency, white where the photograph is to be restored</source>
        <translation>es ist nicht klar, was die Maske markiert: Das meiste von ihr ist deckend, und der Schaden kann dort sein oder dort, wo sie durchsichtig ist; speichern Sie sie ohne Transparenz, weiß, wo das Foto restauriert werden soll</translation>
    </message>
    <message>
        <source>%1 works with white noise only; choose white noise or another solver</source>
        <translation>%1 arbeitet nur mit weißem Rauschen; weißes Rauschen oder einen anderen Löser wählen</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Delete %1</source>
        <translation>%1 löschen</translation>
    </message>
    <message>
        <source>Rename result</source>
        <translation>Ergebnis umbenennen</translation>
    </message>
    <message>
        <source>Blend of %1</source>
        <translation>Mischung von %1</translation>
    </message>
    <message numerus="yes">
        <source>Delete %1 and %n result(s) made from it</source>
        <translation>
            <numerusform>%1 und %n Ergebnis löschen, das daraus entstand</numerusform>
            <numerusform>%1 und %n Ergebnisse löschen, die daraus entstanden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Damage</name>
    <message>
        <source>A box covering a quarter of the picture is missing</source>
        <translation>Ein Rechteck mit einem Viertel der Fläche fehlt</translation>
    </message>
    <message>
        <source>A box covering half of the picture is missing</source>
        <translation>Ein Rechteck mit der Hälfte der Fläche fehlt</translation>
    </message>
    <message>
        <source>The right half is missing</source>
        <translation>Die rechte Hälfte fehlt</translation>
    </message>
    <message>
        <source>Everything outside a box covering a quarter of the picture is missing</source>
        <translation>Alles außerhalb eines Rechtecks mit einem Viertel der Fläche fehlt</translation>
    </message>
    <message>
        <source>Every second row is missing</source>
        <translation>Jede zweite Zeile fehlt</translation>
    </message>
    <message>
        <source>All but every second pixel of every second row is missing</source>
        <translation>Alles außer jedem zweiten Pixel jeder zweiten Zeile fehlt</translation>
    </message>
    <message>
        <source>Half of the pixels are missing</source>
        <translation>Die Hälfte der Pixel fehlt</translation>
    </message>
    <message>
        <source>Four fifths of the pixels are missing</source>
        <translation>Vier Fünftel der Pixel fehlen</translation>
    </message>
    <message>
        <source>Scratches of 1 to 3 pixels</source>
        <translation>Kratzer von 1 bis 3 Pixeln</translation>
    </message>
    <message>
        <source>Lines of writing</source>
        <translation>Zeilen einer Schrift</translation>
    </message>
    <message>
        <source>Strokes of 12 pixels</source>
        <translation>Striche von 12 Pixeln</translation>
    </message>
    <message>
        <source>Strokes of 24 pixels</source>
        <translation>Striche von 24 Pixeln</translation>
    </message>
    <message>
        <source>Gaussian blur of 1.6 pixels</source>
        <translation>Gaußsche Unschärfe von 1,6 Pixeln</translation>
    </message>
    <message>
        <source>Gaussian blur of 3 pixels</source>
        <translation>Gaußsche Unschärfe von 3 Pixeln</translation>
    </message>
    <message>
        <source>Shaken camera, first of eight kernels</source>
        <translation>Verwackelt, erster von acht Kernen</translation>
    </message>
    <message>
        <source>Shaken camera, second of eight kernels</source>
        <translation>Verwackelt, zweiter von acht Kernen</translation>
    </message>
    <message>
        <source>Shaken camera, third of eight kernels</source>
        <translation>Verwackelt, dritter von acht Kernen</translation>
    </message>
    <message>
        <source>Shaken camera, fourth of eight kernels</source>
        <translation>Verwackelt, vierter von acht Kernen</translation>
    </message>
    <message>
        <source>Shaken camera, fifth of eight kernels</source>
        <translation>Verwackelt, fünfter von acht Kernen</translation>
    </message>
    <message>
        <source>Shaken camera, sixth of eight kernels</source>
        <translation>Verwackelt, sechster von acht Kernen</translation>
    </message>
    <message>
        <source>Shaken camera, seventh of eight kernels</source>
        <translation>Verwackelt, siebter von acht Kernen</translation>
    </message>
    <message>
        <source>Shaken camera, last of eight kernels</source>
        <translation>Verwackelt, letzter von acht Kernen</translation>
    </message>
    <message>
        <source>Half the width and height</source>
        <translation>Halbe Breite und Höhe</translation>
    </message>
    <message>
        <source>A third of the width and height</source>
        <translation>Ein Drittel der Breite und Höhe</translation>
    </message>
    <message>
        <source>A quarter of the width and height</source>
        <translation>Ein Viertel der Breite und Höhe</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <source>Grain that neighbouring pixels share</source>
        <translation>Korn, das benachbarte Pixel teilen</translation>
    </message>
</context>
<context>
    <name>Downloads</name>
    <message>
        <source>%1 can&apos;t be written (%2).</source>
        <translation>%1 lässt sich nicht schreiben (%2).</translation>
    </message>
    <message>
        <source>%1 is no longer on the server (HTTP %2). The model&apos;s page may say where it has moved.</source>
        <translation>%1 ist nicht mehr auf dem Server (HTTP %2). Vielleicht steht auf der Seite des Modells, wo die Datei jetzt liegt.</translation>
    </message>
    <message>
        <source>%1: access denied by the server (HTTP %2). The model&apos;s page may say how to get access.</source>
        <translation>%1: Der Server verweigert den Zugriff (HTTP %2). Vielleicht steht auf der Seite des Modells, wie man ihn bekommt.</translation>
    </message>
    <message>
        <source>%1: the server reported an error (HTTP %2). Try again later.</source>
        <translation>%1: Der Server meldet einen Fehler (HTTP %2). Bitte später noch einmal versuchen.</translation>
    </message>
    <message>
        <source>%1 is already in your models folder and was left alone. To download it again, remove it first.</source>
        <translation>%1 liegt schon im Ordner der Modelle und wurde nicht verändert. Für einen neuen Download bitte zuerst entfernen.</translation>
    </message>
    <message>
        <source>%1 was not downloaded: its address in the catalog isn&apos;t encrypted (https).</source>
        <translation>%1 wurde nicht heruntergeladen: Die Adresse im Katalog ist nicht verschlüsselt (https).</translation>
    </message>
    <message>
        <source>%1 was not downloaded: the server redirects to %2, which isn&apos;t encrypted.</source>
        <translation>%1 wurde nicht heruntergeladen: Der Server leitet zu %2 weiter, was nicht verschlüsselt ist.</translation>
    </message>
    <message>
        <source>%1: the file on the server has %2 bytes, but was published with %3. It has been changed, so it was not kept.</source>
        <translation>%1: Die Datei auf dem Server hat %2 Bytes, veröffentlicht wurde sie mit %3. Sie ist verändert und wurde nicht behalten.</translation>
    </message>
    <message>
        <source>%1 does not match the published file (its SHA-256 differs). It is damaged or has been changed, so it was not kept.</source>
        <translation>%1 stimmt nicht mit der veröffentlichten Datei überein (die SHA-256-Prüfsumme ist eine andere). Die Datei ist beschädigt oder verändert und wurde nicht behalten.</translation>
    </message>
    <message>
        <source>%1 is not a model that Lacuna can read, so it was not kept (%2).</source>
        <translation>%1 ist kein Modell, das Lacuna lesen kann, und wurde nicht behalten (%2).</translation>
    </message>
    <message>
        <source>%1 was downloaded, but could not be moved to %2.</source>
        <translation>%1 wurde heruntergeladen, ließ sich aber nicht nach %2 verschieben.</translation>
    </message>
    <message>
        <source>%1: the connection was lost. What has been downloaded is kept, so you can continue later.</source>
        <translation>%1: Die Verbindung ist abgebrochen. Der schon geladene Teil bleibt erhalten; der Download lässt sich später fortsetzen.</translation>
    </message>
    <message>
        <source>%1: the server stopped responding. What has been downloaded is kept, so you can continue later.</source>
        <translation>%1: Der Server antwortet nicht mehr. Der schon geladene Teil bleibt erhalten; der Download lässt sich später fortsetzen.</translation>
    </message>
    <message>
        <source>%1: %2 can&apos;t be found. Check the internet connection.</source>
        <translation>%1: %2 ist nicht erreichbar. Bitte die Internetverbindung prüfen.</translation>
    </message>
    <message>
        <source>%1: couldn&apos;t connect to %2 (%3).</source>
        <translation>%1: keine Verbindung zu %2 (%3).</translation>
    </message>
    <message>
        <source>%1: the disk is full (%2). Free some space, then continue.</source>
        <translation>%1: Der Datenträger ist voll (%2). Bitte Platz schaffen und dann fortsetzen.</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>The project was not saved.</source>
        <translation>Das Projekt wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>“%1” could not be opened.</source>
        <translation>„%1“ konnte nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>The mask “%1” could not be used.</source>
        <translation>Die Maske „%1“ kann nicht verwendet werden.</translation>
    </message>
    <message>
        <source>The blur kernel “%1” could not be used.</source>
        <translation>Der Unschärfekern „%1“ kann nicht verwendet werden.</translation>
    </message>
    <message>
        <source>The blur could not be estimated.</source>
        <translation>Die Unschärfe konnte nicht geschätzt werden.</translation>
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
        <source>The model could not be loaded.</source>
        <translation>Das Modell konnte nicht geladen werden.</translation>
    </message>
    <message>
        <source>The steps were not exported.</source>
        <translation>Die Schritte wurden nicht exportiert.</translation>
    </message>
    <message>
        <source>The photograph, the mask and earlier results are unchanged.</source>
        <translation>Das Foto, die Maske und frühere Ergebnisse sind unverändert.</translation>
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
        <source>Your unsaved work could not be recovered.</source>
        <translation>Die nicht gespeicherte Arbeit konnte nicht wiederhergestellt werden.</translation>
    </message>
    <message>
        <source>Autosave isn&apos;t working.</source>
        <translation>Das automatische Sichern funktioniert nicht.</translation>
    </message>
    <message>
        <source>The restoration could not be finished.</source>
        <translation>Die Restaurierung konnte nicht abgeschlossen werden.</translation>
    </message>
    <message>
        <source>Your presets could not be read or saved.</source>
        <translation>Die eigenen Vorlagen konnten nicht gelesen oder gespeichert werden.</translation>
    </message>
    <message>
        <source>One of the settings can&apos;t be used here. Change it and try again.</source>
        <translation>Eine der Einstellungen ist hier nicht möglich. Bitte ändern und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The disk is full. Free some space or choose another folder.</source>
        <translation>Der Datenträger ist voll. Bitte Platz schaffen oder einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>A mask must have the same width and height as the photograph.</source>
        <translation>Eine Maske muss so breit und so hoch sein wie das Foto.</translation>
    </message>
    <message>
        <source>Paint over what should be restored, and leave some of the photograph unmarked to restore it from.</source>
        <translation>Bitte übermalen, was restauriert werden soll, und einen Teil des Fotos frei lassen, aus dem es ergänzt wird.</translation>
    </message>
    <message>
        <source>The blur kernel must be smaller than the photograph, and must not be all black. Choose another one.</source>
        <translation>Der Unschärfekern muss kleiner sein als das Foto und darf nicht ganz schwarz sein. Bitte einen anderen wählen.</translation>
    </message>
    <message>
        <source>The model isn&apos;t installed. Choose another one, or reinstall Lacuna.</source>
        <translation>Das Modell ist nicht installiert. Bitte ein anderes wählen oder Lacuna neu installieren.</translation>
    </message>
    <message>
        <source>The model&apos;s file is damaged. Choose another model, or reinstall this one.</source>
        <translation>Die Datei des Modells ist beschädigt. Bitte ein anderes Modell wählen oder dieses neu installieren.</translation>
    </message>
    <message>
        <source>Lacuna doesn&apos;t support this kind of model. Choose another one.</source>
        <translation>Lacuna unterstützt diese Art von Modell nicht. Bitte ein anderes wählen.</translation>
    </message>
    <message>
        <source>There isn&apos;t enough free memory, even to work in small parts. Close other programs, or mark a smaller area.</source>
        <translation>Der freie Speicher reicht nicht, auch nicht in kleinen Teilen. Bitte andere Programme schließen oder eine kleinere Fläche markieren.</translation>
    </message>
    <message>
        <source>The graphics processor (GPU) isn&apos;t available. Choose the CPU in the preferences instead.</source>
        <translation>Der Grafikprozessor (GPU) ist nicht verfügbar. Bitte in den Einstellungen stattdessen die CPU wählen.</translation>
    </message>
    <message>
        <source>The computation became unstable. Use one of the presets, or a smaller step size.</source>
        <translation>Die Berechnung wurde instabil. Bitte eine der Vorlagen oder eine kleinere Schrittweite verwenden.</translation>
    </message>
    <message>
        <source>This is a bug in Lacuna. Please report it, together with the details.</source>
        <translation>Das ist ein Fehler in Lacuna. Bitte zusammen mit den Einzelheiten melden.</translation>
    </message>
    <message>
        <source>Your work is still open, and no file was changed.</source>
        <translation>Die Arbeit ist noch geöffnet, und keine Datei wurde verändert.</translation>
    </message>
    <message>
        <source>Save the project yourself. Lacuna tries again every minute.</source>
        <translation>Bitte das Projekt selbst speichern. Lacuna versucht es jede Minute wieder.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The autosaved files were kept.</source>
        <translation>Die automatisch gesicherten Dateien bleiben erhalten.</translation>
    </message>
    <message>
        <source>Correct the file as described under “Details”, or move it out of the way.</source>
        <translation>Bitte die Datei berichtigen, wie unter „Einzelheiten“ beschrieben, oder sie verschieben.</translation>
    </message>
    <message>
        <source>“Details” names the file and the cause.</source>
        <translation>Unter „Einzelheiten“ stehen die Datei und die Ursache.</translation>
    </message>
    <message>
        <source>The file is damaged, isn&apos;t a model, or lacks information that Lacuna needs.</source>
        <translation>Die Datei ist beschädigt, kein Modell, oder es fehlen Angaben, die Lacuna braucht.</translation>
    </message>
    <message>
        <source>The folder can&apos;t be written to.</source>
        <translation>In den Ordner kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The folder can&apos;t be written to, or ffmpeg failed. Choose another folder or format.</source>
        <translation>In den Ordner kann nicht geschrieben werden, oder ffmpeg ist gescheitert. Bitte einen anderen Ordner oder ein anderes Format wählen.</translation>
    </message>
    <message>
        <source>The photograph is too small to look for a blur this long. Lower the maximum blur.</source>
        <translation>Das Foto ist zu klein, um eine so lange Unschärfe zu suchen. Bitte das Maximum verringern.</translation>
    </message>
    <message>
        <source>The folder can&apos;t be written to. Choose another one.</source>
        <translation>In den Ordner kann nicht geschrieben werden. Bitte einen anderen wählen.</translation>
    </message>
    <message>
        <source>Change the setting and try again.</source>
        <translation>Bitte die Einstellung ändern und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The file can&apos;t be read; “Details” says why. Try another copy of it.</source>
        <translation>Die Datei ist nicht lesbar; warum, steht unter „Einzelheiten“. Vielleicht gibt es noch eine Kopie.</translation>
    </message>
    <message>
        <source>Try another copy of it, or save it in another format first.</source>
        <translation>Bitte eine andere Kopie versuchen oder die Datei vorher in einem anderen Format speichern.</translation>
    </message>
    <message>
        <source>The file can&apos;t be written; “Details” says why. Choose another folder or name.</source>
        <translation>Die Datei kann nicht geschrieben werden; warum, steht unter „Einzelheiten“. Bitte einen anderen Ordner oder Namen wählen.</translation>
    </message>
    <message>
        <source>Choose another folder or name.</source>
        <translation>Bitte einen anderen Ordner oder Namen wählen.</translation>
    </message>
    <message>
        <source>Choose another blur kernel.</source>
        <translation>Bitte einen anderen Unschärfekern wählen.</translation>
    </message>
    <message>
        <source>Choose another model, or reinstall this one.</source>
        <translation>Bitte ein anderes Modell wählen oder dieses neu installieren.</translation>
    </message>
    <message>
        <source>The file is damaged, isn&apos;t a Lacuna project, or comes from a newer version. Try another copy of it.</source>
        <translation>Die Datei ist beschädigt, kein Lacuna-Projekt oder stammt aus einer neueren Version. Vielleicht gibt es noch eine Kopie.</translation>
    </message>
    <message>
        <source>Try another copy of it.</source>
        <translation>Vielleicht gibt es noch eine Kopie.</translation>
    </message>
    <message>
        <source>The folder of your models can&apos;t be written to; “Details” says why.</source>
        <translation>In den Ordner der Modelle kann nicht geschrieben werden; warum, steht unter „Einzelheiten“.</translation>
    </message>
    <message>
        <source>Lower the maximum blur.</source>
        <translation>Bitte das Maximum verringern.</translation>
    </message>
    <message>
        <source>The blend was not changed.</source>
        <translation>Die Mischung wurde nicht geändert.</translation>
    </message>
    <message>
        <source>The original file was not exported.</source>
        <translation>Die Originaldatei wurde nicht exportiert.</translation>
    </message>
    <message>
        <source>The photograph could not be cropped or turned.</source>
        <translation>Das Foto konnte nicht zugeschnitten oder gedreht werden.</translation>
    </message>
    <message>
        <source>It may have been moved, renamed or deleted, or its drive isn&apos;t connected.</source>
        <translation>Vielleicht wurde sie verschoben, umbenannt oder gelöscht, oder ihr Laufwerk ist nicht angeschlossen.</translation>
    </message>
    <message>
        <source>Allow yourself to read it, or open a copy that you may read.</source>
        <translation>Geben Sie sich die Leserechte, oder öffnen Sie eine Kopie, die Sie lesen dürfen.</translation>
    </message>
</context>
<context>
    <name>Kernel</name>
    <message>
        <source>Gaussian %L1 × %L2 px at %L3°</source>
        <translation>Gauß %L1 × %L2 px, %L3°</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>°</source>
        <translation>°</translation>
    </message>
    <message>
        <source>Out of focus (disc)</source>
        <translation>Unscharf gestellt (Scheibe)</translation>
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
        <source>Soft, stretched in one direction</source>
        <translation>Weich, in einer Richtung gestreckt</translation>
    </message>
    <message>
        <source>How far the blur reaches in its long direction (σ).</source>
        <translation>Wie weit die Unschärfe in ihrer langen Richtung reicht (σ).</translation>
    </message>
    <message>
        <source>How far the blur reaches across its long direction (σ).</source>
        <translation>Wie weit die Unschärfe quer zu ihrer langen Richtung reicht (σ).</translation>
    </message>
    <message>
        <source>The long direction, counter-clockwise: 0° is horizontal, 90° is vertical.</source>
        <translation>Die lange Richtung, gegen den Uhrzeigersinn: 0° ist waagrecht, 90° senkrecht.</translation>
    </message>
    <message>
        <source>Radius of the disc that a point becomes when it is out of focus.</source>
        <translation>Radius der Scheibe, zu der ein unscharfer Punkt wird.</translation>
    </message>
    <message>
        <source>How far the blur reaches (σ of the Gaussian).</source>
        <translation>Wie weit die Unschärfe reicht (σ der Gauß-Kurve).</translation>
    </message>
    <message>
        <source>The direction of the motion, counter-clockwise: 0° is horizontal, 90° is vertical.</source>
        <translation>Die Richtung der Bewegung, gegen den Uhrzeigersinn: 0° ist waagrecht, 90° senkrecht.</translation>
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
    <name>Missing</name>
    <message numerus="yes">
        <source>%n result(s) could not be read.</source>
        <translation>
            <numerusform>%n Ergebnis konnte nicht gelesen werden.</numerusform>
            <numerusform>%n Ergebnisse konnten nicht gelesen werden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>How %n result(s) were made is no longer known.</source>
        <translation>
            <numerusform>Wie %n Ergebnis entstanden ist, ist nicht mehr bekannt.</numerusform>
            <numerusform>Wie %n Ergebnisse entstanden sind, ist nicht mehr bekannt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The undamaged photograph could not be read.</source>
        <translation>Das unbeschädigte Foto konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The mask could not be read.</source>
        <translation>Die Maske konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The settings could not be read.</source>
        <translation>Die Einstellungen konnten nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The list of contents is damaged; names and settings are lost.</source>
        <translation>Das Inhaltsverzeichnis ist beschädigt; Namen und Einstellungen sind verloren.</translation>
    </message>
    <message>
        <source>“%1” was opened, but not all of it.</source>
        <translation>„%1“ wurde geöffnet, aber nicht vollständig.</translation>
    </message>
    <message numerus="yes">
        <source>The timeline(s) of %n result(s) could not be read.</source>
        <translation>
            <numerusform>Die Zeitleiste von %n Ergebnis konnte nicht gelesen werden.</numerusform>
            <numerusform>Die Zeitleisten von %n Ergebnissen konnten nicht gelesen werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>The photograph in it is damaged. The original file is shown instead or, without that, a grey picture.</source>
        <translation>Das Foto darin ist beschädigt. Stattdessen ist die Originaldatei zu sehen oder, wenn sie fehlt, ein graues Bild.</translation>
    </message>
    <message>
        <source>Everything else was opened, and the damaged file is unchanged. Save what you need as a new project.</source>
        <translation>Alles andere wurde geöffnet, und die beschädigte Datei ist unverändert. Speichern Sie, was Sie brauchen, als neues Projekt.</translation>
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
        <source>Paused, %1</source>
        <translation>Angehalten, %1</translation>
    </message>
    <message>
        <source>Can&apos;t be used</source>
        <translation>Nicht verwendbar</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Installiert</translation>
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
        <source>Checking the file …</source>
        <translation>Prüft die Datei …</translation>
    </message>
    <message>
        <source>Download failed</source>
        <translation>Download fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 million parameters</source>
        <translation>%1 Millionen Parameter</translation>
    </message>
    <message numerus="yes">
        <source>%n class(es)</source>
        <translation>
            <numerusform>%n Klasse</numerusform>
            <numerusform>%n Klassen</numerusform>
        </translation>
    </message>
    <message>
        <source>The file lacks some settings. Its size shows that it is %1, so Lacuna uses those settings: %2.</source>
        <translation>In der Datei fehlen Einstellungen. Ihrer Größe nach ist sie %1; deshalb gelten dessen Einstellungen: %2.</translation>
    </message>
    <message>
        <source>The file lacks some settings. Lacuna assumes those of %1, a published network of the same shape: %2. If the model was trained differently, put the right values into %3.</source>
        <translation>In der Datei fehlen Einstellungen. Lacuna nimmt die von %1 an, einem veröffentlichten Netz gleicher Form: %2. Wurde das Modell anders trainiert, gehören die richtigen Werte in %3.</translation>
    </message>
    <message>
        <source>Download it from its page, then import it here.</source>
        <translation>Von der Seite des Modells herunterladen und dann hier importieren.</translation>
    </message>
    <message>
        <source>A download is checked against its published SHA-256.</source>
        <translation>Ein Download wird mit der veröffentlichten SHA-256-Prüfsumme verglichen.</translation>
    </message>
    <message>
        <source>Its publisher states no checksum, so Lacuna can only check that the download is a model, not that it is unchanged.</source>
        <translation>Es ist keine Prüfsumme veröffentlicht. Lacuna kann also nur prüfen, dass der Download ein Modell ist, nicht, dass es unverändert ist.</translation>
    </message>
    <message>
        <source>Included</source>
        <translation>Enthalten</translation>
    </message>
    <message>
        <source>On its web page</source>
        <translation>Auf seiner Webseite</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Verfügbar</translation>
    </message>
</context>
<context>
    <name>Notes</name>
    <message>
        <source>this processor has no bfloat16 instructions, so bfloat16 is slower than float32 here</source>
        <translation>dieser Prozessor hat keine bfloat16-Befehle, deshalb ist bfloat16 hier langsamer als float32</translation>
    </message>
    <message>
        <source>the model didn&apos;t fit into the memory of %1, so the CPU was used</source>
        <translation>das Modell passte nicht in den Speicher von %1, deshalb rechnete die CPU</translation>
    </message>
    <message>
        <source>the GPU&apos;s memory ran out, so the CPU was used</source>
        <translation>der Speicher der GPU reichte nicht, deshalb rechnete die CPU</translation>
    </message>
    <message>
        <source>memory ran out, so smaller tiles of %1 pixels were used</source>
        <translation>der Speicher reichte nicht, deshalb wurde in kleineren Kacheln von %1 Pixeln gerechnet</translation>
    </message>
    <message>
        <source>the model&apos;s file lacks some settings; those of %1, a published network of the same shape, were assumed</source>
        <translation>in der Datei des Modells fehlen Einstellungen; angenommen wurden die von %1, einem veröffentlichten Netz gleicher Form</translation>
    </message>
    <message>
        <source>the kernel was %1 pixels off centre, which was corrected</source>
        <translation>der Unschärfekern lag %1 Pixel neben der Mitte, was ausgeglichen wurde</translation>
    </message>
    <message>
        <source>The 16 bits per channel are reduced to 8.</source>
        <translation>Die 16 Bit je Kanal werden auf 8 verringert.</translation>
    </message>
    <message>
        <source>The whole picture is compressed again, so pixels that you didn&apos;t mark change slightly, too.</source>
        <translation>Das ganze Bild wird neu komprimiert, deshalb ändern sich auch nicht markierte Pixel ein wenig.</translation>
    </message>
    <message>
        <source>A hole is so wide that its most probable fill is smooth. Texture borrowed from the rest of the photograph would look more natural.</source>
        <translation>Ein Loch ist so breit, dass seine wahrscheinlichste Füllung glatt ist. Struktur aus dem übrigen Foto sähe natürlicher aus.</translation>
    </message>
    <message>
        <source>The file&apos;s format can&apos;t hold transparency, so it is lost.</source>
        <translation>Das Dateiformat kann keine Transparenz speichern; sie geht verloren.</translation>
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
        <source>The CMYK colours have no profile, so they are read as those of a print on coated paper.</source>
        <translation>Die CMYK-Farben haben kein Profil. Sie werden als Druck auf gestrichenem Papier gelesen.</translation>
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
        <source>The video in this motion photo is left out.</source>
        <translation>Das Video in diesem bewegten Foto entfällt.</translation>
    </message>
    <message>
        <source>Other data in the file (%1 bytes, such as further pictures) is left out.</source>
        <translation>Weitere Daten in der Datei (%1 Byte, etwa weitere Bilder) entfallen.</translation>
    </message>
    <message>
        <source>The file&apos;s further channels are left out. Only a TIFF of the same size keeps them.</source>
        <translation>Die weiteren Kanäle der Datei entfallen. Nur ein TIFF derselben Größe behält sie.</translation>
    </message>
    <message>
        <source>The format can&apos;t hold these parts of the photograph&apos;s file: %1.</source>
        <translation>Diese Teile der Fotodatei kann das Format nicht aufnehmen: %1.</translation>
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
    <message>
        <source>A rim of the damage still shows around the mask.</source>
        <translation>Um die Maske ist noch ein Rand des Schadens zu sehen.</translation>
    </message>
    <message>
        <source>The noise was measured after JPEG compression, which removes part of it.</source>
        <translation>Das Rauschen wurde nach der JPEG-Kompression gemessen, die einen Teil davon entfernt.</translation>
    </message>
    <message>
        <source>memory ran out before the end; the last estimate was kept. Close other programs, or restore a smaller part, and try again</source>
        <translation>der Speicher reichte nicht bis zum Ende; die letzte Schätzung wurde behalten. Schließen Sie andere Programme oder restaurieren Sie einen kleineren Teil, und versuchen Sie es noch einmal</translation>
    </message>
    <message>
        <source>memory ran out, so the network computed in %1</source>
        <translation>der Speicher reichte nicht aus, deshalb rechnete das Netz in %1</translation>
    </message>
    <message>
        <source>this processor has no float16 instructions, so float16 is slower than float32 here</source>
        <translation>dieser Prozessor hat keine float16-Befehle, deshalb ist float16 hier langsamer als float32</translation>
    </message>
    <message>
        <source>a value was too large for float16, so the photograph was restored again in %1</source>
        <translation>ein Wert war zu groß für float16, deshalb wurde das Foto noch einmal in %1 restauriert</translation>
    </message>
</context>
<context>
    <name>ProjectService</name>
    <message>
        <source>Saving the project “%1” …</source>
        <translation>Das Projekt „%1“ wird gespeichert …</translation>
    </message>
    <message>
        <source>Opening “%1” …</source>
        <translation>„%1“ wird geöffnet …</translation>
    </message>
    <message>
        <source>Recovering your work …</source>
        <translation>Ihre Arbeit wird wiederhergestellt …</translation>
    </message>
</context>
<context>
    <name>Samples</name>
    <message>
        <source>Scratched print</source>
        <translation>Zerkratzter Abzug</translation>
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
    <message>
        <source>Camera shake</source>
        <translation>Verwackelte Aufnahme</translation>
    </message>
</context>
<context>
    <name>Solver</name>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Prior weight</source>
        <translation>Gewicht des Vorwissens</translation>
    </message>
    <message>
        <source>Fresh noise</source>
        <translation>Neues Rauschen</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
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
        <translation>Gradient, wie publiziert</translation>
    </message>
    <message>
        <source>Plain gradient</source>
        <translation>Einfacher Gradient</translation>
    </message>
    <message>
        <source>Inner steps</source>
        <translation>Innere Schritte</translation>
    </message>
    <message>
        <source>Step size</source>
        <translation>Schrittweite</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Verteilung</translation>
    </message>
    <message>
        <source>Acceleration</source>
        <translation>Beschleunigung</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <source>The photograph</source>
        <translation>Das Foto</translation>
    </message>
    <message>
        <source>How many noise levels the picture passes through, with one evaluation of the network each. (N)</source>
        <translation>Wie viele Rauschstufen das Bild durchläuft, mit je einer Auswertung des Netzes. (N)</translation>
    </message>
    <message>
        <source>How far each step trusts the denoised picture over the data. (λ)</source>
        <translation>Wie sehr sich jeder Schritt auf das entrauschte Bild statt auf die Daten verlässt. (λ)</translation>
    </message>
    <message>
        <source>How much of the noise is replaced by fresh noise between two steps. (ζ)</source>
        <translation>Wie viel vom Rauschen zwischen zwei Schritten durch neues ersetzt wird. (ζ)</translation>
    </message>
    <message>
        <source>How many noise levels the picture passes through. More take longer and bring out finer detail. (N)</source>
        <translation>Wie viele Rauschstufen das Bild durchläuft. Mehr dauern länger und zeigen feinere Einzelheiten. (N)</translation>
    </message>
    <message>
        <source>How many steps are made at each noise level before the next. (K)</source>
        <translation>Wie viele Schritte auf jeder Rauschstufe gemacht werden, bevor die nächste kommt. (K)</translation>
    </message>
    <message>
        <source>Prior strength</source>
        <translation>Stärke des Priors</translation>
    </message>
    <message>
        <source>How strongly the picture is pulled towards what photographs usually look like. Less keeps more texture, and more noise. 1 is the plain loss. (λ)</source>
        <translation>Wie stark das Bild dem angenähert wird, wie Fotos gewöhnlich aussehen. Weniger erhält mehr Struktur, und mehr Rauschen. 1 ist die unveränderte Verlustfunktion. (λ)</translation>
    </message>
    <message>
        <source>How far each inner step goes. Values above 1 can be unstable. (γ)</source>
        <translation>Wie weit jeder innere Schritt geht. Werte über 1 können instabil werden. (γ)</translation>
    </message>
    <message>
        <source>How much of the noise is replaced by fresh noise between two steps: 0 always gives the same picture, 1 the most variety. (η)</source>
        <translation>Wie viel vom Rauschen zwischen zwei Schritten durch neues ersetzt wird: 0 ergibt immer dasselbe Bild, 1 die größte Vielfalt. (η)</translation>
    </message>
    <message>
        <source>Start noise</source>
        <translation>Rauschen zu Beginn</translation>
    </message>
    <message>
        <source>How much noise the first step starts with; from black to white is 2. Less stays closer to the photograph, more gives more freedom in large holes. (σ max)</source>
        <translation>Mit wie viel Rauschen der erste Schritt beginnt; von Schwarz bis Weiß sind es 2. Weniger bleibt näher am Foto, mehr lässt in großen Löchern mehr Freiheit. (σ max)</translation>
    </message>
    <message>
        <source>End noise</source>
        <translation>Rauschen am Ende</translation>
    </message>
    <message>
        <source>How much noise the last step ends with. Less brings out the finest detail, and its noise. (σ min)</source>
        <translation>Mit wie viel Rauschen der letzte Schritt endet. Weniger zeigt die feinsten Einzelheiten, und ihr Rauschen. (σ min)</translation>
    </message>
    <message>
        <source>How the noise levels are spaced: the larger, the more of them are low. (ρ)</source>
        <translation>Wie die Rauschstufen verteilt sind: je größer, desto mehr davon sind niedrig. (ρ)</translation>
    </message>
    <message>
        <source>Each inner step makes use of the one before (Anderson acceleration, depth 1). For the fixed point with three or more inner steps.</source>
        <translation>Jeder innere Schritt nutzt auch den vorigen (Anderson-Beschleunigung, Tiefe 1). Für den Fixpunkt mit drei oder mehr inneren Schritten.</translation>
    </message>
    <message>
        <source>Coarse levels</source>
        <translation>Grobe Stufen</translation>
    </message>
    <message>
        <source>Wide holes are filled coarse to fine: first with the photograph reduced to a fraction of its size, then to twice that, and so on. At most this many reduced sizes are used; thin damage needs fewer. For inpainting.</source>
        <translation>Weite Löcher werden von grob nach fein gefüllt: zuerst im stark verkleinerten Foto, dann jeweils im doppelt so großen. Höchstens so viele verkleinerte Stufen werden benutzt; schmale Schäden brauchen weniger. Nur beim Ausbessern.</translation>
    </message>
    <message>
        <source>Steps per level</source>
        <translation>Schritte je Ebene</translation>
    </message>
    <message>
        <source>How many noise levels each finer picture passes through, from the one found before. The coarsest has the number of steps above.</source>
        <translation>Wie viele Rauschstufen jedes feinere Bild durchläuft, ausgehend vom vorigen. Das gröbste hat die Zahl der Schritte oben.</translation>
    </message>
    <message>
        <source>Noise per level</source>
        <translation>Rauschen je Ebene</translation>
    </message>
    <message>
        <source>How many evaluations of the network lead from each noise level to a guess at the picture. (K)</source>
        <translation>Wie viele Auswertungen des Netzes von jeder Rauschstufe zu einem Entwurf des Bildes führen. (K)</translation>
    </message>
    <message>
        <source>How much noise the first step starts with; from black to white is 2. Values beyond what the network was trained on are reduced to that. (σ max)</source>
        <translation>Mit wie viel Rauschen der erste Schritt beginnt; von Schwarz bis Weiß ist 2. Mehr, als das Netz gelernt hat, wird darauf verringert. (σ max)</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>Variante</translation>
    </message>
    <message>
        <source>DDNM treats the measurements as exact; DDNM+ accounts for their noise.</source>
        <translation>DDNM hält die Messwerte für exakt; DDNM+ berücksichtigt ihr Rauschen.</translation>
    </message>
    <message>
        <source>DDNM+, with noise</source>
        <translation>DDNM+, mit Rauschen</translation>
    </message>
    <message>
        <source>DDNM, exact</source>
        <translation>DDNM, exakt</translation>
    </message>
    <message>
        <source>Weight of the data</source>
        <translation>Gewicht der Daten</translation>
    </message>
    <message>
        <source>How much is taken from the photograph where it is more exact than the step&apos;s noise. (η_b)</source>
        <translation>Wie viel aus dem Foto übernommen wird, wo es genauer ist als das Rauschen des Schritts. (η_b)</translation>
    </message>
    <message>
        <source>The noise that the first step removes; from black to white is 2. The levels fall from here to the photograph&apos;s own noise. (σ)</source>
        <translation>Das Rauschen, das der erste Schritt entfernt; von Schwarz bis Weiß ist 2. Die Stufen fallen von hier bis zum Rauschen des Fotos selbst. (σ)</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>Führung</translation>
    </message>
    <message>
        <source>How far each step goes towards what was measured. The fewer steps there are, the more of it they need. (ζ)</source>
        <translation>Wie weit jeder Schritt auf das Gemessene zugeht. Je weniger Schritte es sind, desto mehr davon brauchen sie. (ζ)</translation>
    </message>
    <message>
        <source>How strongly the picture is pulled towards what photographs usually look like. (λ)</source>
        <translation>Wie stark das Bild zu dem hingezogen wird, wie Fotos üblicherweise aussehen. (λ)</translation>
    </message>
    <message>
        <source>How far each step may move a pixel; from black to white is 2. The fewer steps there are, the larger they must be.</source>
        <translation>Wie weit jeder Schritt einen Bildpunkt verändern darf; von Schwarz bis Weiß ist 2. Je weniger Schritte es sind, desto größer müssen sie sein.</translation>
    </message>
    <message>
        <source>The noise from which each finer picture starts; twice that for thin damage, which has one coarse level. Less stays closer to the coarser picture.</source>
        <translation>Das Rauschen, von dem jedes feinere Bild ausgeht; bei schmalen Schäden, die nur eine grobe Stufe haben, doppelt so viel. Weniger bleibt näher am gröberen Bild.</translation>
    </message>
    <message>
        <source>Exact draws have the data&apos;s own noise. The authors&apos; chain follows the data more closely, and single pictures of it are less noisy.</source>
        <translation>Genaue Ziehungen haben das Rauschen der Daten. Die Kette der Autoren folgt den Daten enger, und einzelne Bilder von ihr rauschen weniger.</translation>
    </message>
    <message>
        <source>Langevin chain, as in the paper</source>
        <translation>Langevin-Kette, wie im Artikel</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Genau</translation>
    </message>
    <message>
        <source>Chain steps</source>
        <translation>Schritte der Kette</translation>
    </message>
    <message>
        <source>How many steps the chain takes at each noise level.</source>
        <translation>Wie viele Schritte die Kette auf jeder Rauschstufe macht.</translation>
    </message>
    <message>
        <source>Chain rate</source>
        <translation>Rate der Kette</translation>
    </message>
    <message>
        <source>How far each step of the chain goes; if it is too far, the picture breaks up.</source>
        <translation>Wie weit jeder Schritt der Kette geht; ist es zu weit, zerfällt das Bild.</translation>
    </message>
    <message>
        <source>Chain noise</source>
        <translation>Rauschen der Kette</translation>
    </message>
    <message>
        <source>How closely the chain follows the data, as if this were its noise; from black to white is 2. (τ)</source>
        <translation>Wie eng die Kette den Daten folgt, als wäre das ihr Rauschen; von Schwarz nach Weiß sind es 2. (τ)</translation>
    </message>
    <message>
        <source>How each step is computed. The gradient step is the one in the paper and takes about twice as long; the fixed point usually gets further. Splitting takes one evaluation of the network per noise level and suits all but wide holes.</source>
        <translation>Wie jeder Schritt berechnet wird. Der Gradientenschritt ist der aus der Veröffentlichung und dauert etwa doppelt so lange; der Fixpunkt kommt meist weiter. Die Aufteilung braucht eine Auswertung des Netzes je Rauschstufe und eignet sich für alles außer großen Löchern.</translation>
    </message>
    <message>
        <source>Splitting</source>
        <translation>Aufteilung</translation>
    </message>
    <message>
        <source>Where a run starts: from pure noise, from the photograph with noise added, or from the photograph with the damage undone as far as its noise allows. The last of these gives the same picture for every seed.</source>
        <translation>Womit ein Lauf beginnt: mit reinem Rauschen, mit dem verrauschten Foto, oder mit dem Foto, dessen Schaden umgekehrt ist, soweit sein Rauschen es zulässt. Das Letzte ergibt bei jedem Startwert dasselbe Bild.</translation>
    </message>
    <message>
        <source>Direct inversion</source>
        <translation>Direkte Umkehrung</translation>
    </message>
    <message>
        <source>Mirror images</source>
        <translation>Spiegelbilder</translation>
    </message>
    <message>
        <source>The network sees each picture as it is, mirrored, and upside down, and the mean of its answers is taken. More take longer and are a little more exact.</source>
        <translation>Das Netz sieht jedes Bild, wie es ist, gespiegelt und auf dem Kopf, und der Mittelwert seiner Antworten wird genommen. Mehr davon dauern länger und sind etwas genauer.</translation>
    </message>
    <message>
        <source>The noise that the last step removes, unless the photograph has more noise; from black to white is 2. (σ min)</source>
        <translation>Das Rauschen, das der letzte Schritt entfernt, falls das Foto nicht stärker rauscht; von Schwarz bis Weiß sind es 2. (σ min)</translation>
    </message>
    <message>
        <source>ΠGDM steps</source>
        <translation>ΠGDM-Schritte</translation>
    </message>
    <message>
        <source>How many steps of ΠGDM end the run, from the photograph&apos;s own noise on. Where there is hardly any noise, none are needed. (M)</source>
        <translation>Wie viele Schritte von ΠGDM den Lauf beenden, vom eigenen Rauschen des Fotos an. Wo es kaum rauscht, braucht es keine. (M)</translation>
    </message>
    <message>
        <source>Prior</source>
        <translation>Prior</translation>
    </message>
    <message>
        <source>Without the prior each step only follows the data, and the network acts between the noise levels. The authors&apos; own results are better without.</source>
        <translation>Ohne Prior folgt jeder Schritt nur den Daten, und das Netz wirkt zwischen den Rauschstufen. Auch die Ergebnisse der Autoren sind ohne besser.</translation>
    </message>
    <message>
        <source>Without</source>
        <translation>Ohne</translation>
    </message>
    <message>
        <source>With</source>
        <translation>Mit</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>Ziehung</translation>
    </message>
    <message>
        <source>Initial picture</source>
        <translation>Anfangsbild</translation>
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
    <message>
        <source>Fill in scratches, dust, tears and writing that you paint over</source>
        <translation>Übermalte Kratzer, Staub, Risse und Schrift ausfüllen</translation>
    </message>
    <message>
        <source>%1, borrowed texture</source>
        <translation>%1, entlehnte Struktur</translation>
    </message>
    <message>
        <source>Sharpen a photograph that is out of focus or blurred by camera shake</source>
        <translation>Ein verwackeltes oder unscharfes Foto schärfen</translation>
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
    <message>
        <source>about %1</source>
        <translation>etwa %1</translation>
    </message>
</context>
<context>
    <name>TimelineExport</name>
    <message>
        <source>Exporting the steps to “%1” …</source>
        <translation>Die Schritte werden nach „%1“ exportiert …</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::Actions</name>
    <message>
        <source>&amp;Open …</source>
        <translation>Ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
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
        <translation>&amp;Wiederholen</translation>
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
        <source>&amp;Fit</source>
        <translation>&amp;Einpassen</translation>
    </message>
    <message>
        <source>Ctrl+0</source>
        <translation>Ctrl+0</translation>
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
        <translation>An einem &amp;Ausschnitt ausprobieren</translation>
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
        <source>Shift+C</source>
        <translation>Shift+C</translation>
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
        <source>Grow</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Shrink</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Feather</source>
        <translation>Weicher</translation>
    </message>
    <message>
        <source>Find scratches and &amp;dust</source>
        <translation>&amp;Kratzer und Staub finden</translation>
    </message>
    <message>
        <source>Find scratches and dust</source>
        <translation>Kratzer und Staub finden</translation>
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
        <source>Rec&amp;tangle</source>
        <translation>Re&amp;chteck</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
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
        <source>&amp;Lasso</source>
        <translation>&amp;Lasso</translation>
    </message>
    <message>
        <source>L</source>
        <translation>L</translation>
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
        <source>Similar &amp;colour</source>
        <translation>Ähnliche &amp;Farbe</translation>
    </message>
    <message>
        <source>W</source>
        <translation>W</translation>
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
        <source>Seed &amp;gallery …</source>
        <translation>Startwert-&amp;Galerie …</translation>
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
        <source>M&amp;odels …</source>
        <translation>M&amp;odelle …</translation>
    </message>
    <message>
        <source>Ctrl+Shift+M</source>
        <translation>Ctrl+Shift+M</translation>
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
        <source>Side pa&amp;nel</source>
        <translation>Seitenleis&amp;te</translation>
    </message>
    <message>
        <source>F9</source>
        <translation>F9</translation>
    </message>
    <message>
        <source>Save result</source>
        <translation>Ergebnis speichern</translation>
    </message>
    <message>
        <source>Save the photograph, mask, settings and results in one file, to continue later</source>
        <translation>Foto, Maske, Einstellungen und Ergebnisse in einer Datei speichern, um später weiterzuarbeiten</translation>
    </message>
    <message>
        <source>Save everything needed to reproduce this result bit for bit with “lacuna-cli run RECIPE”</source>
        <translation>Alles speichern, womit „lacuna-cli run REZEPT“ dieses Ergebnis Bit für Bit wiederholt</translation>
    </message>
    <message>
        <source>&amp;Delete result</source>
        <translation>Ergebnis &amp;löschen</translation>
    </message>
    <message>
        <source>Remove the result shown from the list</source>
        <translation>Das angezeigte Ergebnis aus der Liste entfernen</translation>
    </message>
    <message>
        <source>Download, import and remove models</source>
        <translation>Modelle herunterladen, importieren und entfernen</translation>
    </message>
    <message>
        <source>One picture pixel per screen pixel</source>
        <translation>Ein Bildpixel je Bildschirmpixel</translation>
    </message>
    <message>
        <source>Show the whole photograph</source>
        <translation>Das ganze Foto zeigen</translation>
    </message>
    <message>
        <source>Same as the de&amp;sktop</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>Try out the settings in seconds: drag a rectangle, or hold Enter and use the arrow keys, and only that part is restored</source>
        <translation>Die Einstellungen in Sekunden ausprobieren: ein Rechteck aufziehen, oder die Eingabetaste halten und die Pfeiltasten benutzen; nur dieser Teil wird restauriert</translation>
    </message>
    <message>
        <source>Make several results from different random seeds, and see where they differ</source>
        <translation>Mehrere Ergebnisse mit verschiedenen Startwerten erzeugen und sehen, wo sie sich unterscheiden</translation>
    </message>
    <message>
        <source>&amp;Degrade this photograph …</source>
        <translation>Dieses Foto be&amp;schädigen …</translation>
    </message>
    <message>
        <source>Damage the open photograph on purpose, to measure how close a restoration gets to it</source>
        <translation>Das geöffnete Foto absichtlich beschädigen, um zu messen, wie nah eine Restaurierung ihm kommt</translation>
    </message>
    <message>
        <source>Show the task, settings and results beside the photograph</source>
        <translation>Aufgabe, Einstellungen und Ergebnisse neben dem Foto zeigen</translation>
    </message>
    <message>
        <source>Full screen, for an audience: damage a photograph and watch it being restored</source>
        <translation>Im Vollbild, für Publikum: ein Foto beschädigen und zusehen, wie es restauriert wird</translation>
    </message>
    <message>
        <source>Compare with the original; hold O to see only the original</source>
        <translation>Mit dem Original vergleichen; O gedrückt halten zeigt nur das Original</translation>
    </message>
    <message>
        <source>&amp;Next kind of comparison</source>
        <translation>Nächste Ver&amp;gleichsart</translation>
    </message>
    <message>
        <source>With the undamaged &amp;photograph</source>
        <translation>Mit dem unbeschädigten &amp;Foto</translation>
    </message>
    <message>
        <source>Compare with the photograph before it was degraded</source>
        <translation>Mit dem Foto vergleichen, wie es vor der Beschädigung war</translation>
    </message>
    <message>
        <source>Divider, &amp;left/right</source>
        <translation>Teiler, &amp;links/rechts</translation>
    </message>
    <message>
        <source>Divider, &amp;above/below</source>
        <translation>Teiler, &amp;oben/unten</translation>
    </message>
    <message>
        <source>Unmark everything</source>
        <translation>Alle Markierungen entfernen</translation>
    </message>
    <message>
        <source>Mark what isn&apos;t marked, and unmark the rest</source>
        <translation>Markieren, was nicht markiert ist, und umgekehrt</translation>
    </message>
    <message>
        <source>Extend the marked areas on all sides</source>
        <translation>Die markierten Flächen ringsum vergrößern</translation>
    </message>
    <message>
        <source>Trim the marked areas on all sides</source>
        <translation>Die markierten Flächen ringsum verkleinern</translation>
    </message>
    <message>
        <source>Add a soft edge, where the restored picture fades into the photograph</source>
        <translation>Einen weichen Rand anfügen, in dem das Restaurierte in das Foto übergeht</translation>
    </message>
    <message>
        <source>Eraser: unmark what you paint over</source>
        <translation>Radiergummi: Markiertes wegnehmen</translation>
    </message>
    <message>
        <source>Rectangle: hold Shift for a square; the right button erases</source>
        <translation>Rechteck: mit Umschalt ein Quadrat; die rechte Taste radiert</translation>
    </message>
    <message>
        <source>Ellipse: hold Shift for a circle; the right button erases</source>
        <translation>Ellipse: mit Umschalt ein Kreis; die rechte Taste radiert</translation>
    </message>
    <message>
        <source>Lasso: draw around what should be marked; the right button erases</source>
        <translation>Lasso: umfahren, was markiert werden soll; die rechte Taste radiert</translation>
    </message>
    <message>
        <source>Polygon: click the corners, and double-click the last one; the right button erases</source>
        <translation>Polygon: die Ecken anklicken, die letzte doppelt; die rechte Taste radiert</translation>
    </message>
    <message>
        <source>Similar colour: click a colour to mark it, with Shift across the whole photograph; the right button erases</source>
        <translation>Ähnliche Farbe: eine Farbe anklicken, mit Umschalt im ganzen Foto; die rechte Taste radiert</translation>
    </message>
    <message>
        <source>Hand: move the photograph; hold Space to do so with any tool</source>
        <translation>Hand: das Foto verschieben; mit jedem Werkzeug bei gedrückter Leertaste</translation>
    </message>
    <message>
        <source>Ctrl+Shift+R</source>
        <translation>Ctrl+Shift+R</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts …</source>
        <translation>&amp;Tastenkürzel …</translation>
    </message>
    <message>
        <source>See and change the key of every command</source>
        <translation>Die Tasten aller Befehle ansehen und ändern</translation>
    </message>
    <message>
        <source>Ctrl+G</source>
        <translation>Ctrl+G</translation>
    </message>
    <message>
        <source>Ctrl+Shift+D</source>
        <translation>Ctrl+Shift+D</translation>
    </message>
    <message>
        <source>F</source>
        <translation>F</translation>
    </message>
    <message>
        <source>Open photographs</source>
        <translation>Fotos öffnen</translation>
    </message>
    <message>
        <source>Export ori&amp;ginal file …</source>
        <translation>Ori&amp;ginaldatei exportieren …</translation>
    </message>
    <message>
        <source>The file that was opened, bit for bit, wherever it is now</source>
        <translation>Die geöffnete Datei, Bit für Bit, wo sie auch geblieben ist</translation>
    </message>
    <message>
        <source>Close this photograph</source>
        <translation>Dieses Foto schließen</translation>
    </message>
    <message>
        <source>Next photo&amp;graph</source>
        <translation>&amp;Nächstes Foto</translation>
    </message>
    <message>
        <source>Ctrl+Tab</source>
        <translation>Ctrl+Tab</translation>
    </message>
    <message>
        <source>Pre&amp;vious photograph</source>
        <translation>Vor&amp;iges Foto</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Tab</source>
        <translation>Ctrl+Shift+Tab</translation>
    </message>
    <message>
        <source>&amp;Go on from the result</source>
        <translation>Vom Er&amp;gebnis weitermachen</translation>
    </message>
    <message>
        <source>Ctrl+Shift+G</source>
        <translation>Ctrl+Shift+G</translation>
    </message>
    <message>
        <source>The next run starts from the picture shown</source>
        <translation>Der nächste Lauf beginnt beim gezeigten Bild</translation>
    </message>
    <message>
        <source>C&amp;hange the result&apos;s settings</source>
        <translation>Einstellungen des Ergebnisses &amp;ändern</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>Load the settings and the mask it was made with, to change them</source>
        <translation>Die Einstellungen und die Maske laden, mit denen es entstand, um sie zu ändern</translation>
    </message>
    <message>
        <source>&amp;Histogram</source>
        <translation>Hi&amp;stogramm</translation>
    </message>
    <message>
        <source>Shift+H</source>
        <translation>Shift+H</translation>
    </message>
    <message>
        <source>Show how often each level occurs in the picture shown</source>
        <translation>Zeigen, wie oft jede Stufe im gezeigten Bild vorkommt</translation>
    </message>
    <message>
        <source>Full &amp;screen</source>
        <translation>V&amp;ollbild</translation>
    </message>
    <message>
        <source>Show only the photograph; F11 or Esc ends it</source>
        <translation>Nur das Foto zeigen; F11 oder Esc beendet es</translation>
    </message>
    <message>
        <source>&amp;Update outdated results</source>
        <translation>&amp;Veraltete Ergebnisse aktualisieren</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Return</source>
        <translation>Ctrl+Shift+Return</translation>
    </message>
    <message>
        <source>Repeat, one after the other, the results whose starting picture has changed</source>
        <translation>Die Ergebnisse, deren Ausgangsbild sich geändert hat, nacheinander neu berechnen</translation>
    </message>
    <message>
        <source>Mark what is &amp;missing</source>
        <translation>&amp;Fehlendes markieren</translation>
    </message>
    <message>
        <source>Mark the part of the photograph that is missing because its file was cut off</source>
        <translation>Markiert den Teil des Fotos, der fehlt, weil die Datei abgeschnitten ist</translation>
    </message>
    <message>
        <source>&amp;Queue …</source>
        <translation>&amp;Warteschlange …</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Q</source>
        <translation>Ctrl+Shift+Q</translation>
    </message>
    <message>
        <source>Restore many photographs one after the other</source>
        <translation>Viele Fotos nacheinander restaurieren</translation>
    </message>
    <message>
        <source>&amp;Next mark</source>
        <translation>&amp;Nächste Markierung</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>Zoom in on the next marked spot</source>
        <translation>Zur nächsten markierten Stelle zoomen</translation>
    </message>
    <message>
        <source>Pre&amp;vious mark</source>
        <translation>Vori&amp;ge Markierung</translation>
    </message>
    <message>
        <source>Shift+N</source>
        <translation>Shift+N</translation>
    </message>
    <message>
        <source>Zoom in on the previous marked spot</source>
        <translation>Zur vorigen markierten Stelle zoomen</translation>
    </message>
    <message>
        <source>&amp;Unmark this one</source>
        <translation>Diese auf&amp;heben</translation>
    </message>
    <message>
        <source>X</source>
        <translation>X</translation>
    </message>
    <message>
        <source>Unmark the spot in view and go on to the next</source>
        <translation>Die gezeigte Markierung aufheben und zur nächsten gehen</translation>
    </message>
    <message>
        <source>&amp;Follow a scratch</source>
        <translation>Einem Krat&amp;zer folgen</translation>
    </message>
    <message>
        <source>S</source>
        <translation>S</translation>
    </message>
    <message>
        <source>Follow a scratch: click along it, and click the last point again to end; Backspace takes a point back; the right button erases</source>
        <translation>Einem Kratzer folgen: an ihm entlang klicken, mit einem Klick auf den letzten Punkt enden; die Rücktaste nimmt einen Punkt zurück; die rechte Taste radiert</translation>
    </message>
    <message>
        <source>&amp;Crop and straighten …</source>
        <translation>&amp;Zuschneiden und begradigen …</translation>
    </message>
    <message>
        <source>Ctrl+Shift+X</source>
        <translation>Ctrl+Shift+X</translation>
    </message>
    <message>
        <source>Crop, straighten, turn or mirror the picture shown; it opens in a tab of its own</source>
        <translation>Das gezeigte Bild zuschneiden, begradigen, drehen oder spiegeln; es öffnet sich in einem eigenen Reiter</translation>
    </message>
    <message>
        <source>Turn &amp;left</source>
        <translation>Nach &amp;links drehen</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Left</source>
        <translation>Ctrl+Shift+Left</translation>
    </message>
    <message>
        <source>Turn the picture shown by 90°, without loss</source>
        <translation>Das gezeigte Bild verlustfrei um 90° drehen</translation>
    </message>
    <message>
        <source>Turn &amp;right</source>
        <translation>Nach &amp;rechts drehen</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Right</source>
        <translation>Ctrl+Shift+Right</translation>
    </message>
    <message>
        <source>&amp;Mirror</source>
        <translation>&amp;Spiegeln</translation>
    </message>
    <message>
        <source>Ctrl+Shift+F</source>
        <translation>Ctrl+Shift+F</translation>
    </message>
    <message>
        <source>Mirror the picture shown left to right, without loss</source>
        <translation>Das gezeigte Bild seitenverkehrt spiegeln, ohne Verlust</translation>
    </message>
    <message>
        <source>&amp;Dust</source>
        <translation>&amp;Staub</translation>
    </message>
    <message>
        <source>&amp;Scratches, hairs and folds</source>
        <translation>&amp;Kratzer, Haare und Knicke</translation>
    </message>
    <message>
        <source>&amp;Cracks that branch</source>
        <translation>Verzweigte &amp;Risse</translation>
    </message>
    <message>
        <source>Small s&amp;tains</source>
        <translation>Kleine &amp;Flecken</translation>
    </message>
    <message>
        <source>&amp;Any size</source>
        <translation>Jede &amp;Größe</translation>
    </message>
    <message>
        <source>Up to %1 pixels</source>
        <translation>Bis %1 Pixel</translation>
    </message>
    <message>
        <source>Mark dust seen in infra&amp;red</source>
        <translation>Staub im &amp;Infraroten markieren</translation>
    </message>
    <message>
        <source>Mark the dust and scratches that a film scanner has seen in infrared</source>
        <translation>Markiert Staub und Kratzer, die ein Filmscanner im Infraroten gesehen hat</translation>
    </message>
    <message>
        <source>Co&amp;mpare solvers …</source>
        <translation>&amp;Löser vergleichen …</translation>
    </message>
    <message>
        <source>Ctrl+Shift+C</source>
        <translation>Ctrl+Shift+C</translation>
    </message>
    <message>
        <source>Restore with several solvers, with the same seed and effort, and see them side by side</source>
        <translation>Mit mehreren Lösern restaurieren, mit demselben Startwert und Aufwand, und sie nebeneinander sehen</translation>
    </message>
    <message>
        <source>Mark what looks like damage; then erase what is wrong and paint over what was missed</source>
        <translation>Markieren, was nach Schaden aussieht; danach Falsches ausradieren und Fehlendes ergänzen</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::AdvancedPanel</name>
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
        <source>&amp;Model</source>
        <translation>&amp;Modell</translation>
    </message>
    <message>
        <source>Pre&amp;cision</source>
        <translation>&amp;Genauigkeit</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
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
        <source>Solver</source>
        <translation>Löser</translation>
    </message>
    <message>
        <source>Chooses the random noise that a run starts from. The same seed gives the same picture.</source>
        <translation>Bestimmt das Zufallsrauschen, mit dem ein Lauf beginnt. Derselbe Startwert (Seed) ergibt dasselbe Bild.</translation>
    </message>
    <message>
        <source>The network that has learned what photographs look like (the prior).</source>
        <translation>Das Netz, das gelernt hat, wie Fotos aussehen (der Prior).</translation>
    </message>
    <message>
        <source>The processor (CPU) or graphics card (GPU) that does the work.</source>
        <translation>Der Prozessor (CPU) oder die Grafikkarte (GPU), die rechnet.</translation>
    </message>
    <message>
        <source>The algorithm that restores the photograph.</source>
        <translation>Das Verfahren, mit dem restauriert wird.</translation>
    </message>
    <message>
        <source>As the photograph</source>
        <translation>Wie das Foto</translation>
    </message>
    <message>
        <source>8 bits</source>
        <translation>8 Bit</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16 Bit</translation>
    </message>
    <message>
        <source>Adds noise of up to one level to a result of 8 bits, so that smooth gradients show no bands.</source>
        <translation>Gibt einem Ergebnis mit 8 Bit Rauschen von bis zu einer Stufe, damit weiche Verläufe keine Streifen zeigen.</translation>
    </message>
    <message>
        <source>Bit depth</source>
        <translation>Farbtiefe</translation>
    </message>
    <message>
        <source>Levels per channel of the result. 16 bits keep gradients smooth; a JPEG holds 8.</source>
        <translation>Stufen je Kanal des Ergebnisses. Mit 16 Bit bleiben Verläufe weich; ein JPEG fasst 8.</translation>
    </message>
    <message>
        <source>Dither</source>
        <translation>Dithern</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Linear light</source>
        <translation>Lineares Licht</translation>
    </message>
    <message>
        <source>A camera blurs light: lamps and reflections then spread further than programs make them. Automatic is on for photographs, and off for what was degraded here without it. It works with white noise only, and not with DDRM or DDNM. (--linear-light)</source>
        <translation>In der Kamera verwischt Licht: Lampen und Spiegelungen breiten sich dann weiter aus, als wenn ein Programm sie verwischt. „Automatisch“ ist an bei Fotos und aus bei dem, was hier ohne das verschlechtert wurde. Es verträgt nur weißes Rauschen und weder DDRM noch DDNM. (--linear-light)</translation>
    </message>
    <message>
        <source>Automatic: off</source>
        <translation>Automatisch: aus</translation>
    </message>
    <message>
        <source>bfloat16 and float16 are less precise than float32, and about twice as fast on processors and graphics cards that support them. float16 has more digits than bfloat16, but large values don&apos;t fit into it.</source>
        <translation>bfloat16 und float16 sind weniger genau als float32 und etwa doppelt so schnell, wo Prozessor oder Grafikkarte sie unterstützen. float16 hat mehr Stellen als bfloat16, große Werte passen aber nicht hinein.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::BenchFlow</name>
    <message>
        <source>The photograph was degraded.</source>
        <translation>Das Foto wurde beschädigt.</translation>
    </message>
    <message>
        <source>%1, degraded</source>
        <translation>%1, beschädigt</translation>
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
    <message>
        <source>Now restore it. The result is compared with the undamaged photograph.</source>
        <translation>Jetzt restaurieren. Das Ergebnis wird mit dem unbeschädigten Foto verglichen.</translation>
    </message>
    <message>
        <source>The recipe was saved as “%1”.</source>
        <translation>Das Rezept wurde als „%1“ gespeichert.</translation>
    </message>
    <message>
        <source>“lacuna-cli run” reproduces the result from it.</source>
        <translation>„lacuna-cli run“ erzeugt daraus dasselbe Ergebnis noch einmal.</translation>
    </message>
    <message>
        <source>Save recipe</source>
        <translation>Rezept speichern</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::BusyRow</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n more)</source>
        <translation>
            <numerusform>%1 (%n weiteres)</numerusform>
            <numerusform>%1 (%n weitere)</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>Hält an …</translation>
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
        <source>Comparing …</source>
        <translation>Vergleicht …</translation>
    </message>
    <message>
        <source>Photograph</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Paint over what should be restored. The arrow keys move the brush, with Alt by one pixel; Enter paints; drag with Space held down to move the photograph.</source>
        <translation>Übermalen, was restauriert werden soll. Die Pfeiltasten bewegen den Pinsel, mit Alt um ein Pixel; die Eingabetaste malt; Ziehen mit gedrückter Leertaste verschiebt das Foto.</translation>
    </message>
    <message>
        <source>Drag to compare</source>
        <translation>Zum Vergleichen ziehen</translation>
    </message>
    <message>
        <source>The tools are disabled during a run. Pause it to go on painting.</source>
        <translation>Während eines Laufs sind die Werkzeuge gesperrt. Zum Weitermalen anhalten.</translation>
    </message>
    <message>
        <source>This task restores the whole photograph and uses no mask.</source>
        <translation>Diese Aufgabe restauriert das ganze Foto und braucht keine Maske.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::ClassRow</name>
    <message>
        <source>C&amp;lass</source>
        <translation>K&amp;lasse</translation>
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
    <message>
        <source>The kind of picture to restore. The model was trained on numbered classes, which its publisher lists. (--class)</source>
        <translation>Die Art von Bild, die restauriert wird. Das Modell wurde mit nummerierten Klassen trainiert, die sein Herausgeber auflistet. (--class)</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::ColourFlow</name>
    <message>
        <source>Copying the picture …</source>
        <translation>Das Bild wird kopiert …</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::CompareFlow</name>
    <message>
        <source>Difference × %1</source>
        <translation>Unterschied × %1</translation>
    </message>
    <message>
        <source>The result could not be analysed.</source>
        <translation>Das Ergebnis konnte nicht untersucht werden.</translation>
    </message>
    <message>
        <source>%1; black: not measured</source>
        <extracomment>%1 is the legend of the picture&apos;s other colours.</extracomment>
        <translation>%1; schwarz: nicht gemessen</translation>
    </message>
    <message>
        <source>There may not be enough free memory. The log has the details.</source>
        <translation>Vielleicht reicht der freie Speicher nicht. Einzelheiten stehen im Protokoll.</translation>
    </message>
    <message>
        <source>Ampli&amp;fy difference</source>
        <translation>Unterschied &amp;verstärken</translation>
    </message>
    <message>
        <source>Undamaged</source>
        <translation>Unbeschädigt</translation>
    </message>
    <message>
        <source>What the result doesn&apos;t explain: grey is just noise; blue: the photograph is darker there; orange: brighter (4 σ)</source>
        <translation>Was das Ergebnis nicht erklärt: Grau ist nur Rauschen; blau: das Foto ist dort dunkler; orange: heller (4 σ)</translation>
    </message>
    <message>
        <source>Detail invented by the model, not measured in the photograph (× %1)</source>
        <translation>Vom Modell erfundene Einzelheiten, die nicht aus dem Foto stammen (× %1)</translation>
    </message>
    <message>
        <source>What this result was made from has changed.</source>
        <translation>Woraus dieses Ergebnis entstand, hat sich geändert.</translation>
    </message>
    <message>
        <source>Update it; then it can be compared with that.</source>
        <translation>Bitte aktualisieren; dann lässt es sich damit vergleichen.</translation>
    </message>
    <message>
        <source>What the result doesn&apos;t explain of “%1”, which it was made from: grey is just noise; blue: “%1” is darker there; orange: brighter (4 σ)</source>
        <translation>Was das Ergebnis an „%1“, woraus es entstand, nicht erklärt: Grau ist nur Rauschen; Blau: „%1“ ist dort dunkler; Orange: heller (4 σ)</translation>
    </message>
    <message>
        <source>Detail invented by the model, not present in “%2”, which the result was made from (× %1)</source>
        <translation>Vom Modell erfundene Einzelheiten, die in „%2“, woraus das Ergebnis entstand, nicht vorkommen (× %1)</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::CropPage</name>
    <message>
        <source>Straighten</source>
        <translation>Begradigen</translation>
    </message>
    <message>
        <source>°</source>
        <translation>°</translation>
    </message>
    <message>
        <source>Draw a &amp;level line</source>
        <translation>&amp;Linie ziehen</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>&amp;Anwenden</translation>
    </message>
    <message>
        <source>Turn the photograph until the horizon is level</source>
        <translation>Das Foto drehen, bis der Horizont waagerecht ist</translation>
    </message>
    <message>
        <source>Drag along a line that should be level or upright, such as the horizon or a wall</source>
        <translation>An etwas entlangziehen, das waagerecht oder senkrecht sein soll, etwa am Horizont oder an einer Wand</translation>
    </message>
    <message>
        <source>Shape of the frame</source>
        <translation>Form des Rahmens</translation>
    </message>
    <message>
        <source>Width to height</source>
        <translation>Breite zu Höhe</translation>
    </message>
    <message>
        <source>Any shape</source>
        <translation>Beliebig</translation>
    </message>
    <message>
        <source>As the photograph</source>
        <translation>Wie das Foto</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>Quadrat</translation>
    </message>
    <message>
        <source>%1 : %2</source>
        <translation>%1 : %2</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation>Nach links drehen</translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation>Nach rechts drehen</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>Spiegeln</translation>
    </message>
    <message>
        <source>Strai&amp;ghten</source>
        <translation>Be&amp;gradigen</translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 Pixel</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::CropView</name>
    <message>
        <source>Frame of the photograph</source>
        <translation>Rahmen des Fotos</translation>
    </message>
    <message>
        <source>The arrow keys move the frame, with Ctrl its right and lower edges, with Shift in steps of ten.</source>
        <translation>Die Pfeiltasten bewegen den Rahmen, mit Strg seine rechte und untere Kante, mit Umschalt in Zehnerschritten.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::DegradeDialog</name>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>&amp;Seed</source>
        <translation>&amp;Startwert</translation>
    </message>
    <message>
        <source>&amp;Degrade</source>
        <translation>&amp;Beschädigen</translation>
    </message>
    <message>
        <source>Degrade photograph</source>
        <translation>Foto beschädigen</translation>
    </message>
    <message>
        <source>This damages the photograph on purpose, in the way that the task repairs: &lt;b&gt;%1&lt;/b&gt;. When you restore it afterwards, “Loss” below the timeline shows how close each step gets to the photograph as it is now.</source>
        <translation>Damit wird das Foto absichtlich so beschädigt, wie die Aufgabe es behebt: &lt;b&gt;%1&lt;/b&gt;. Beim Restaurieren zeigt „Verlust“ unter der Zeitleiste dann, wie nah jeder Schritt dem jetzigen Foto kommt.</translation>
    </message>
    <message>
        <source>What is &amp;marked</source>
        <translation>Was &amp;markiert ist</translation>
    </message>
    <message>
        <source>&amp;Random pixels</source>
        <translation>&amp;Zufällige Pixel</translation>
    </message>
    <message>
        <source>Percentage of pixels to remove</source>
        <translation>Anteil der Pixel, die entfernt werden</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Which pixels are turned grey, to be restored.</source>
        <translation>Welche Pixel grau werden und zu restaurieren sind.</translation>
    </message>
    <message>
        <source>Add &amp;noise</source>
        <translation>&amp;Rauschen hinzufügen</translation>
    </message>
    <message>
        <source>Standard deviation of the Gaussian noise (σ_y), in 8-bit levels</source>
        <translation>Standardabweichung des Gaußschen Rauschens (σ_y), in 8-Bit-Stufen</translation>
    </message>
    <message>
        <source>The same seed always does the same damage</source>
        <translation>Derselbe Startwert beschädigt immer auf dieselbe Weise</translation>
    </message>
    <message>
        <source>Mix &amp;light, as a camera does</source>
        <translation>&amp;Licht mischen, wie eine Kamera</translation>
    </message>
    <message>
        <source>Otherwise the file&apos;s values are mixed, as many programs do.</source>
        <translation>Sonst werden die Werte der Datei gemischt, wie es viele Programme tun.</translation>
    </message>
    <message>
        <source>As the task repairs it</source>
        <translation>Wie die Aufgabe ihn behebt</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1 says what is done to the photograph, %2 is its short name.</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>D&amp;amage</source>
        <translation>S&amp;chaden</translation>
    </message>
    <message>
        <source>That of the task, or one of the standard ways that “lacuna-cli degrade” and “bench” know by the same short names</source>
        <translation>Der Schaden der Aufgabe, oder einer der genormten, die „lacuna-cli degrade“ und „bench“ unter denselben kurzen Namen kennen</translation>
    </message>
    <message>
        <source>This damages the photograph on purpose: &lt;b&gt;%1&lt;/b&gt;. When you restore it afterwards, “Loss” below the timeline shows how close each step gets to the photograph as it is now.</source>
        <translation>Damit wird das Foto absichtlich beschädigt: &lt;b&gt;%1&lt;/b&gt;. Beim Restaurieren zeigt „Verlust“ unter der Zeitleiste dann, wie nah jeder Schritt dem jetzigen Foto kommt.</translation>
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
        <source>noise level σ %L1</source>
        <translation>Rauschpegel σ %L1</translation>
    </message>
    <message>
        <source>Progress of the restoration</source>
        <translation>Fortschritt der Restaurierung</translation>
    </message>
    <message>
        <source>Fog: what is still unknown</source>
        <translation>Nebel: was noch unbekannt ist</translation>
    </message>
    <message>
        <source>How well it fits the damaged photograph</source>
        <translation>Wie gut es zum beschädigten Foto passt</translation>
    </message>
    <message>
        <source>as well as the noise allows</source>
        <translation>so gut, wie das Rauschen es zulässt</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::DemoWindow</name>
    <message>
        <source>Choose a photograph.</source>
        <translation>Ein Foto aussuchen.</translation>
    </message>
    <message>
        <source>Now press Restore.</source>
        <translation>Jetzt auf „Restaurieren“ drücken.</translation>
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
        <source>Start over</source>
        <translation>Von vorn</translation>
    </message>
    <message>
        <source>Lacuna: demonstration</source>
        <translation>Lacuna: Vorführung</translation>
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
        <source>Shake it</source>
        <translation>Verwackeln</translation>
    </message>
    <message>
        <source>Damage it: draw on it, or press one of the buttons.</source>
        <translation>Beschädigen: darauf malen oder einen der Knöpfe drücken.</translation>
    </message>
    <message>
        <source>Watch the picture take shape as the fog lifts.</source>
        <translation>Zusehen, wie das Bild entsteht, während der Nebel sich lichtet.</translation>
    </message>
    <message>
        <source>Drag across the small pictures to go back in time, and drag the line to compare.</source>
        <translation>Über die kleinen Bilder ziehen, um zurückzugehen, und die Linie ziehen, um zu vergleichen.</translation>
    </message>
    <message>
        <source>Blur it</source>
        <translation>Unscharf stellen</translation>
    </message>
    <message>
        <source>Play again</source>
        <translation>Noch einmal abspielen</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Leave the demonstration</source>
        <translation>Die Vorführung verlassen</translation>
    </message>
    <message>
        <source>Leave the demonstration (Esc)</source>
        <translation>Die Vorführung verlassen (Esc)</translation>
    </message>
    <message>
        <source>This is the most probable picture, given what Lacuna learned from photographs. It cannot know what was there.</source>
        <translation>Das ist das wahrscheinlichste Bild nach dem, was Lacuna aus Fotos gelernt hat. Was dort war, kann es nicht wissen.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::DesktopFlow</name>
    <message>
        <source>A photograph is being restored.</source>
        <translation>Ein Foto wird restauriert.</translation>
    </message>
    <message>
        <source>The restoration is finished.</source>
        <translation>Die Restaurierung ist fertig.</translation>
    </message>
    <message>
        <source>The restoration could not be finished.</source>
        <translation>Die Restaurierung konnte nicht abgeschlossen werden.</translation>
    </message>
    <message numerus="yes">
        <source>The queue is finished: %n photograph(s) restored.</source>
        <translation>
            <numerusform>Die Warteschlange ist fertig: %n Foto restauriert.</numerusform>
            <numerusform>Die Warteschlange ist fertig: %n Fotos restauriert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The queue is finished: %n photograph(s) failed.</source>
        <translation>
            <numerusform>Die Warteschlange ist fertig: %n Foto ist misslungen.</numerusform>
            <numerusform>Die Warteschlange ist fertig: %n Fotos sind misslungen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lacuna::ui::DesktopNotice</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::DocumentTabs</name>
    <message>
        <source>Open photographs</source>
        <translation>Fotos öffnen</translation>
    </message>
    <message>
        <source>Close “%1”</source>
        <translation>„%1“ schließen</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::DropArea</name>
    <message>
        <source>Drop a photograph here</source>
        <translation>Ein Foto hierher ziehen</translation>
    </message>
    <message>
        <source>&amp;Open a photograph …</source>
        <translation>Foto ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Open photograph</source>
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
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Import mask</source>
        <translation>Maske importieren</translation>
    </message>
    <message>
        <source>Lacuna</source>
        <translation>Lacuna</translation>
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
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
    </message>
    <message>
        <source>Save the result before closing?</source>
        <translation>Ergebnis vor dem Schließen speichern?</translation>
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
        <source>&amp;Stop it</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>&amp;Save project …</source>
        <translation>&amp;Projekt speichern …</translation>
    </message>
    <message>
        <source>“%1” can&apos;t hold everything in the result.</source>
        <translation>„%1“ kann nicht alles vom Ergebnis aufnehmen.</translation>
    </message>
    <message>
        <source>A PNG or TIFF can.</source>
        <translation>Ein PNG oder TIFF kann es.</translation>
    </message>
    <message>
        <source>Export mask</source>
        <translation>Maske exportieren</translation>
    </message>
    <message>
        <source>Choose a picture of the blur kernel</source>
        <translation>Bild des Unschärfekerns wählen</translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) of “%1” have not been saved.</source>
        <translation>
            <numerusform>%n Ergebnis zu „%1“ ist noch nicht gespeichert.</numerusform>
            <numerusform>%n Ergebnisse zu „%1“ sind noch nicht gespeichert.</numerusform>
        </translation>
    </message>
    <message>
        <source>The mask you painted on “%1” has not been saved.</source>
        <translation>Die auf „%1“ gemalte Maske ist noch nicht gespeichert.</translation>
    </message>
    <message>
        <source>“%1” is being restored. Closing it stops the restoration.</source>
        <translation>„%1“ wird gerade restauriert. Das Schließen bricht die Restaurierung ab.</translation>
    </message>
    <message>
        <source>A project holds the photograph, the mask and all results.</source>
        <translation>Ein Projekt enthält das Foto, die Maske und alle Ergebnisse.</translation>
    </message>
    <message>
        <source>“%1” has not been saved.</source>
        <translation>„%1“ wurde nicht gespeichert.</translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) that you deleted are still in the project.</source>
        <translation>
            <numerusform>%n Ergebnis, das Sie gelöscht haben, steht noch im Projekt.</numerusform>
            <numerusform>%n Ergebnisse, die Sie gelöscht haben, stehen noch im Projekt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) have another name in the project.</source>
        <translation>
            <numerusform>%n Ergebnis heißt im Projekt anders.</numerusform>
            <numerusform>%n Ergebnisse heißen im Projekt anders.</numerusform>
        </translation>
    </message>
    <message>
        <source>The changes to the mask of “%1” have not been saved.</source>
        <translation>Die Änderungen an der Maske von „%1“ wurden nicht gespeichert.</translation>
    </message>
    <message>
        <source>The settings of “%1” have not been saved.</source>
        <translation>Die Einstellungen von „%1“ wurden nicht gespeichert.</translation>
    </message>
    <message>
        <source>“%1” has changed on the disk.</source>
        <translation>„%1“ hat sich auf der Festplatte geändert.</translation>
    </message>
    <message>
        <source>Your work continues with the photograph as you opened it; nothing is lost.</source>
        <translation>Die Arbeit geht mit dem Foto weiter, wie es geöffnet wurde; nichts geht verloren.</translation>
    </message>
    <message>
        <source>Open the new version</source>
        <translation>Neue Fassung öffnen</translation>
    </message>
    <message>
        <source>Open photographs</source>
        <translation>Fotos öffnen</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>Save result “%1”</source>
        <translation>Das Ergebnis „%1“ speichern</translation>
    </message>
    <message>
        <source>“%1” has changed on the disk since you opened it.</source>
        <translation>„%1“ hat sich auf der Festplatte geändert, seit es geöffnet wurde.</translation>
    </message>
    <message>
        <source>Saving replaces that version. Under another name, both are kept.</source>
        <translation>Speichern ersetzt diese Fassung. Unter einem anderen Namen bleiben beide erhalten.</translation>
    </message>
    <message>
        <source>&amp;Replace it</source>
        <translation>&amp;Ersetzen</translation>
    </message>
    <message>
        <source>Export original file</source>
        <translation>Originaldatei exportieren</translation>
    </message>
    <message>
        <source>Save the picture before closing?</source>
        <translation>Das Bild vor dem Schließen speichern?</translation>
    </message>
    <message>
        <source>&amp;Save project</source>
        <translation>Projekt &amp;speichern</translation>
    </message>
    <message>
        <source>Photographs (%1)</source>
        <extracomment>%1: patterns of names, such as *.png *.jpg</extracomment>
        <translation>Fotos (%1)</translation>
    </message>
    <message>
        <source>Photographs and projects (%1)</source>
        <translation>Fotos und Projekte (%1)</translation>
    </message>
    <message>
        <source>Mark what is missing</source>
        <translation>Fehlendes markieren</translation>
    </message>
    <message>
        <source>Open another page …</source>
        <translation>Andere Seite öffnen …</translation>
    </message>
    <message>
        <source>Open another page</source>
        <translation>Andere Seite öffnen</translation>
    </message>
    <message>
        <source>Page of “%1”, up to %2:</source>
        <translation>Seite von „%1“, bis %2:</translation>
    </message>
    <message>
        <source>“%1” is open. Please note:</source>
        <translation>„%1“ ist geöffnet. Zu beachten:</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) that you undid can&apos;t be redone afterwards.</source>
        <translation>
            <numerusform>%n rückgängig gemachter Schritt lässt sich danach nicht wiederholen.</numerusform>
            <numerusform>%n rückgängig gemachte Schritte lassen sich danach nicht wiederholen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Close “%1”?</source>
        <translation>„%1“ schließen?</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>The file has an extra channel. If a film scanner wrote it, that is an infrared picture, which shows only dust and scratches.</source>
        <translation>Die Datei hat einen weiteren Kanal. Von einem Filmscanner ist das ein Infrarotbild, das nur Staub und Kratzer zeigt.</translation>
    </message>
    <message>
        <source>Mark the dust</source>
        <translation>Staub markieren</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::FileService</name>
    <message>
        <source>Pasted picture</source>
        <translation>Eingefügtes Bild</translation>
    </message>
    <message>
        <source>Opening “%1” …</source>
        <translation>„%1“ wird geöffnet …</translation>
    </message>
    <message>
        <source>Opening the picture from the clipboard …</source>
        <translation>Das Bild aus der Zwischenablage wird geöffnet …</translation>
    </message>
    <message>
        <source>Clipboard</source>
        <translation>Zwischenablage</translation>
    </message>
    <message>
        <source>Reading the mask “%1” …</source>
        <translation>Die Maske „%1“ wird gelesen …</translation>
    </message>
    <message>
        <source>Saving the mask as “%1” …</source>
        <translation>Die Maske wird als „%1“ gespeichert …</translation>
    </message>
    <message>
        <source>Reading “%1” …</source>
        <translation>„%1“ wird gelesen …</translation>
    </message>
    <message>
        <source>Measuring the noise …</source>
        <translation>Das Rauschen wird gemessen …</translation>
    </message>
    <message>
        <source>Saving “%1” …</source>
        <translation>„%1“ wird gespeichert …</translation>
    </message>
    <message>
        <source>Computing the difference …</source>
        <translation>Der Unterschied wird berechnet …</translation>
    </message>
    <message>
        <source>Computing where the results differ …</source>
        <translation>Es wird berechnet, wo sich die Ergebnisse unterscheiden …</translation>
    </message>
    <message>
        <source>Saving the recipe “%1” …</source>
        <translation>Das Rezept „%1“ wird gespeichert …</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::FillPage</name>
    <message>
        <source>A hole is so wide that its most probable fill will be smooth. Borrowed texture would look more natural.</source>
        <translation>Ein Loch ist so breit, dass seine wahrscheinlichste Füllung glatt wird. Entlehnte Struktur sähe natürlicher aus.</translation>
    </message>
    <message>
        <source>Most probable</source>
        <translation>Am wahrscheinlichsten</translation>
    </message>
    <message>
        <source>Borrowed texture</source>
        <translation>Entlehnte Struktur</translation>
    </message>
    <message>
        <source>Where there is grain</source>
        <translation>Wo Korn ist</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>F&amp;ill</source>
        <translation>F&amp;üllung</translation>
    </message>
    <message>
        <source>What goes into the marked areas. Most probable: what the model expects there, which is smooth in a wide hole. Borrowed texture: copied from similar places in this photograph; the model blends the seams and matches the colours.</source>
        <translation>Was in die markierten Stellen kommt. Am wahrscheinlichsten: was das Modell dort erwartet; in einem breiten Loch ist das glatt. Entlehnte Struktur: von ähnlichen Stellen dieses Fotos kopiert; das Modell verwischt die Nähte und gleicht die Farben an.</translation>
    </message>
    <message>
        <source>&amp;Grain</source>
        <translation>Kor&amp;n</translation>
    </message>
    <message>
        <source>Adds the grain of the surrounding photograph to the filled areas, so that they don&apos;t look too clean. Works only while unmarked pixels are kept exactly.</source>
        <translation>Gibt den gefüllten Stellen das Korn des Fotos ringsum, damit sie nicht zu sauber aussehen. Wirkt nur, solange nicht markierte Pixel genau erhalten bleiben.</translation>
    </message>
    <message numerus="yes">
        <source>Before a run, the mask grows over any rim of damage left around it, by at most %n pixel(s). What you painted stays as it is.</source>
        <translation>
            <numerusform>Vor einem Lauf wächst die Maske, wo am Rand noch Schaden zu sehen ist, um höchstens %n Pixel. Was gemalt ist, bleibt, wie es ist.</numerusform>
            <numerusform>Vor einem Lauf wächst die Maske, wo am Rand noch Schaden zu sehen ist, um höchstens %n Pixel. Was gemalt ist, bleibt, wie es ist.</numerusform>
        </translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Füllung</translation>
    </message>
    <message>
        <source>Grain</source>
        <translation>Korn</translation>
    </message>
    <message>
        <source>Incl&amp;ude damage around the mask</source>
        <translation>Schaden um die Maske e&amp;inbeziehen</translation>
    </message>
    <message>
        <source>Include damage around the mask</source>
        <translation>Schaden um die Maske einbeziehen</translation>
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
    <name>lacuna::ui::FrameFlow</name>
    <message>
        <source>%1, cropped</source>
        <translation>%1, zugeschnitten</translation>
    </message>
    <message>
        <source>%1, turned</source>
        <translation>%1, gedreht</translation>
    </message>
    <message>
        <source>Cropping “%1” …</source>
        <translation>„%1“ wird zugeschnitten …</translation>
    </message>
    <message>
        <source>Turning “%1” …</source>
        <translation>„%1“ wird gedreht …</translation>
    </message>
    <message>
        <source>“%1” was opened in a new tab.</source>
        <translation>„%1“ wurde in einem neuen Tab geöffnet.</translation>
    </message>
    <message>
        <source>“%1” is unchanged in its own tab, with its mask and results.</source>
        <translation>„%1“ ist unverändert in seinem Reiter, mit Maske und Ergebnissen.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::GalleryFlow</name>
    <message>
        <source>Nothing is marked.</source>
        <translation>Nichts ist markiert.</translation>
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
        <source>Paint over what should be restored first.</source>
        <translation>Zuerst übermalen, was restauriert werden soll.</translation>
    </message>
    <message>
        <source>Seed gallery — %1</source>
        <translation>Startwert-Galerie – %1</translation>
    </message>
    <message>
        <source>Seed gallery</source>
        <translation>Startwert-Galerie</translation>
    </message>
    <message>
        <source>Restoring “%1” with another seed, %2 of %3 …</source>
        <translation>„%1“ wird mit einem anderen Startwert restauriert, %2 von %3 …</translation>
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
        <source>&amp;Results</source>
        <translation>&amp;Ergebnisse</translation>
    </message>
    <message>
        <source>Results of different seeds, and where they differ</source>
        <translation>Ergebnisse verschiedener Startwerte, und wo sie sich unterscheiden</translation>
    </message>
    <message>
        <source>Where they differ</source>
        <translation>Wo sie sich unterscheiden</translation>
    </message>
    <message>
        <source>&amp;Stop (%1 of %2)</source>
        <translation>&amp;Anhalten (%1 von %2)</translation>
    </message>
    <message>
        <source>Restores the photograph several times with the current settings, each time with a different random seed. Each run looks for the most probable picture: the gallery shows how much that depends on the seed, not how likely other pictures are.</source>
        <translation>Restauriert das Foto mehrmals mit den aktuellen Einstellungen, jedes Mal mit einem anderen Startwert. Jeder Lauf sucht das wahrscheinlichste Bild: Die Galerie zeigt, wie sehr es vom Startwert abhängt, nicht, wie wahrscheinlich andere Bilder sind.</translation>
    </message>
    <message>
        <source>Number of results</source>
        <translation>Anzahl der Ergebnisse</translation>
    </message>
    <message>
        <source>Add the selected picture to the results</source>
        <translation>Das ausgewählte Bild zu den Ergebnissen hinzufügen</translation>
    </message>
    <message>
        <source>Where they differ: the standard deviation of the results, from black where they agree to white at %1 or more of 255 levels; %2 on average. Where it is large, the photograph doesn&apos;t determine what was there.</source>
        <translation>Wo sie sich unterscheiden: die Standardabweichung der Ergebnisse, von Schwarz, wo sie übereinstimmen, bis Weiß ab %1 von 255 Stufen; im Mittel %2. Wo sie groß ist, legt das Foto nicht fest, was dort war.</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Start</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::HistogramPanel</name>
    <message>
        <source>Whole picture</source>
        <translation>Ganzes Bild</translation>
    </message>
    <message>
        <source>Part in view</source>
        <translation>Sichtbarer Teil</translation>
    </message>
    <message>
        <source>Marked area</source>
        <translation>Markierte Fläche</translation>
    </message>
    <message>
        <source>Area of the histogram</source>
        <translation>Fläche des Histogramms</translation>
    </message>
    <message>
        <source>Nothing is marked.</source>
        <translation>Nichts ist markiert.</translation>
    </message>
    <message>
        <source>Darkest level: %1 % · brightest: %2 %</source>
        <translation>Dunkelster Wert: %1 % · hellster: %2 %</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::HistogramView</name>
    <message>
        <source>Histogram</source>
        <translation>Histogramm</translation>
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
    <message>
        <source>Original photograph</source>
        <translation>Originalfoto</translation>
    </message>
    <message>
        <source>cropped</source>
        <extracomment>The last word of a file&apos;s name, as in holiday-cropped.jpg</extracomment>
        <translation>zugeschnitten</translation>
    </message>
    <message>
        <source>turned</source>
        <translation>gedreht</translation>
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
        <source>Ma&amp;ximum blur</source>
        <translation>Ma&amp;ximum</translation>
    </message>
    <message>
        <source>Stop estimating (%1 %)</source>
        <translation>Schätzen anhalten (%1 %)</translation>
    </message>
    <message>
        <source>Stop estimating the blur</source>
        <translation>Das Schätzen der Unschärfe anhalten</translation>
    </message>
    <message>
        <source>The longest blur to look for. A third too long is better than too short.</source>
        <translation>Die längste Unschärfe, die gesucht wird. Lieber ein Drittel zu lang als zu kurz.</translation>
    </message>
    <message>
        <source>Work out how the camera moved from the photograph alone (blind deconvolution; Pan, Hu, Su and Yang 2017). This takes some seconds and may be wrong: try it on a region first.</source>
        <translation>Allein aus dem Foto ermitteln, wie sich die Kamera bewegt hat (blinde Entfaltung; Pan, Hu, Su und Yang 2017). Das dauert einige Sekunden und kann falsch sein: Erst an einem Ausschnitt ausprobieren.</translation>
    </message>
    <message>
        <source>Estimate the blur from the photograph</source>
        <translation>Die Unschärfe aus dem Foto schätzen</translation>
    </message>
    <message>
        <source>Estimate the blur</source>
        <translation>Unschärfe schätzen</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::KernelFlow</name>
    <message>
        <source>Estimating the blur of “%1” …</source>
        <translation>Die Unschärfe von „%1“ wird geschätzt …</translation>
    </message>
    <message>
        <source>This is probably right (confidence %1). Try it on a region before you restore everything.</source>
        <translation>Das stimmt wahrscheinlich (Sicherheit %1). Vor dem Restaurieren am besten an einem Ausschnitt ausprobieren.</translation>
    </message>
    <message>
        <source>This may be right (confidence %1). Try it on a region before you restore everything.</source>
        <translation>Das kann stimmen (Sicherheit %1). Vor dem Restaurieren am besten an einem Ausschnitt ausprobieren.</translation>
    </message>
    <message>
        <source>This is doubtful (confidence %1): parts of the photograph show different blurs, or too little detail. Try it on a region, or describe the blur yourself.</source>
        <translation>Das ist zweifelhaft (Sicherheit %1): Teile des Fotos zeigen verschiedene Unschärfen oder zu wenig Einzelheiten. An einem Ausschnitt ausprobieren oder die Unschärfe selbst angeben.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::KernelGrid</name>
    <message>
        <source>Arrow keys move, Space paints, Backspace erases.</source>
        <translation>Pfeiltasten bewegen, die Leertaste malt, die Rücktaste radiert.</translation>
    </message>
    <message>
        <source>Hand-drawn blur</source>
        <translation>Von Hand gezeichnete Unschärfe</translation>
    </message>
    <message>
        <source>Draw the trace that one bright point left in the photograph (the point spread function); the right button erases.</source>
        <translation>Die Spur zeichnen, die ein heller Punkt im Foto hinterlassen hat (die Punktspreizfunktion); die rechte Taste radiert.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::KernelPage</name>
    <message>
        <source>&amp;Blur</source>
        <translation>Unschär&amp;fe</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
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
    <message>
        <source>Hand-drawn</source>
        <translation>Von Hand gezeichnet</translation>
    </message>
    <message>
        <source>From a picture …</source>
        <translation>Aus einem Bild …</translation>
    </message>
    <message>
        <source>What blurred the photograph (the point spread function, H).</source>
        <translation>Was das Foto unscharf gemacht hat (die Punktspreizfunktion H).</translation>
    </message>
    <message>
        <source>Draw on the photograph</source>
        <translation>Auf dem Foto zeichnen</translation>
    </message>
    <message>
        <source>Drag an arrow along the trace of a bright point; it sets the length and the direction of the motion.</source>
        <translation>Einen Pfeil entlang der Spur eines hellen Punktes ziehen; er bestimmt Länge und Richtung der Bewegung.</translation>
    </message>
    <message>
        <source>How many pixels of the photograph the blur may span.</source>
        <translation>Wie viele Pixel des Fotos die Unschärfe überspannen darf.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::KernelView</name>
    <message>
        <source>Picture of the blur kernel</source>
        <translation>Bild des Unschärfekerns</translation>
    </message>
    <message>
        <source>What one bright point in the scene turned into in the photograph (the point spread function).</source>
        <translation>Was im Foto aus einem hellen Punkt des Motivs wurde (die Punktspreizfunktion).</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::LanguageChooser</name>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Same as the desktop</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Takes effect when Lacuna is restarted.</source>
        <translation>Wird nach einem Neustart von Lacuna wirksam.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::LassoTool</name>
    <message>
        <source>Mark with lasso</source>
        <translation>Mit dem Lasso markieren</translation>
    </message>
    <message>
        <source>Erase with lasso</source>
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
        <translation>Prior</translation>
    </message>
    <message>
        <source>Loss of the run</source>
        <translation>Verlust des Laufs</translation>
    </message>
    <message>
        <source>Nothing has been computed yet.</source>
        <translation>Noch ist nichts berechnet.</translation>
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
        <source>Step %1, inner step %2, σ %L3</source>
        <translation>Schritt %1, innerer Schritt %2, σ %L3</translation>
    </message>
    <message>
        <source>Distance to convergence</source>
        <translation>Abstand zur Konvergenz</translation>
    </message>
    <message>
        <source>Change in loss</source>
        <translation>Änderung des Verlusts</translation>
    </message>
    <message>
        <source>Misfit: how far the estimate is from the photograph, ‖y − H D‖²/(m σ_y²); 1 is the noise alone.
Prior: what the denoiser still removes, ‖x − D‖²/(n σ_t²).
Distance to convergence: how much the step still changes, ‖v‖/(σ_t √n).
Change in loss: ΔVML_S within each noise level.
PSNR, SSIM: how close the estimate is to the undamaged photograph, in the part that is restored.
Click a step to show it, or choose it with the arrow keys and press Enter.</source>
        <translation>Abweichung: wie weit die Schätzung vom Foto entfernt ist, ‖y − H D‖²/(m σ_y²); 1 ist das Rauschen allein.
Prior: was der Entrauscher noch entfernt, ‖x − D‖²/(n σ_t²).
Abstand zur Konvergenz: wie viel der Schritt noch ändert, ‖v‖/(σ_t √n).
Änderung des Verlusts: ΔVML_S innerhalb jeder Rauschstufe.
PSNR, SSIM: wie nah die Schätzung dem unbeschädigten Foto ist, in dem Teil, der restauriert wird.
Einen Schritt anklicken, um ihn zu zeigen, oder mit den Pfeiltasten wählen und die Eingabetaste drücken.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::MainWindow</name>
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
        <translation>Ers&amp;cheinungsbild</translation>
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
        <translation>&amp;Wiederholen: %1</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
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
        <source>Compa&amp;rison</source>
        <translation>Vergleichsa&amp;rt</translation>
    </message>
    <message>
        <source>&amp;Clear list</source>
        <translation>Liste &amp;leeren</translation>
    </message>
    <message>
        <source>Restores photographs with a diffusion denoiser and VML-MAP. Lacuna computes the most probable picture, given what it has learned from photographs; it cannot know what was really there.

Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Restauriert Fotos mit einem Diffusions-Entrauscher und VML-MAP. Lacuna berechnet das wahrscheinlichste Bild nach dem, was es aus Fotos gelernt hat; was wirklich dort war, kann es nicht wissen.

Freie Software unter der GNU General Public License, Version 3 oder später.</translation>
    </message>
    <message>
        <source>Saved as “%1”.</source>
        <translation>Als „%1“ gespeichert.</translation>
    </message>
    <message>
        <source>On this computer (%1), restoring a one-megapixel photograph takes %2.</source>
        <translation>Auf diesem Computer (%1) dauert es %2, ein Foto mit einem Megapixel zu restaurieren.</translation>
    </message>
    <message>
        <source>%1 in %2[*] — Lacuna</source>
        <translation>%1 in %2[*] — Lacuna</translation>
    </message>
    <message>
        <source>Tas&amp;k</source>
        <translation>A&amp;ufgabe</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>“%1” is open in a tab of its own.</source>
        <translation>„%1“ ist in einem eigenen Reiter geöffnet.</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Lacuna closes as soon as everything is written.</source>
        <translation>Lacuna schließt sich, sobald alles geschrieben ist.</translation>
    </message>
    <message>
        <source>You can cancel it in the status bar.</source>
        <translation>In der Statusleiste können Sie es abbrechen.</translation>
    </message>
    <message numerus="yes">
        <source>The queue is finished, but %n photograph(s) failed.</source>
        <translation>
            <numerusform>Die Warteschlange ist fertig, aber %n Foto ist misslungen.</numerusform>
            <numerusform>Die Warteschlange ist fertig, aber %n Fotos sind misslungen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The list says why. Everything else was kept.</source>
        <translation>Die Liste sagt, warum. Alles andere ist erhalten.</translation>
    </message>
    <message>
        <source>Show the queue</source>
        <translation>Warteschlange zeigen</translation>
    </message>
    <message numerus="yes">
        <source>The queue is finished: %n photograph(s) restored.</source>
        <translation>
            <numerusform>Die Warteschlange ist fertig: %n Foto restauriert.</numerusform>
            <numerusform>Die Warteschlange ist fertig: %n Fotos restauriert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop the queue?</source>
        <translation>Warteschlange anhalten?</translation>
    </message>
    <message numerus="yes">
        <source>%n photograph(s) are still waiting. Results that were saved are kept.</source>
        <translation>
            <numerusform>%n Foto wartet noch. Gespeicherte Ergebnisse bleiben erhalten.</numerusform>
            <numerusform>%n Fotos warten noch. Gespeicherte Ergebnisse bleiben erhalten.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Stop and close</source>
        <translation>An&amp;halten und schließen</translation>
    </message>
    <message>
        <source>Mark %1 of %2. Next: %3. Unmark it: %4.</source>
        <extracomment>%3 and %4: keys</extracomment>
        <translation>Markierung %1 von %2. Nächste: %3. Aufheben: %4.</translation>
    </message>
    <message>
        <source>Crop &amp;and turn</source>
        <translation>Zuschneiden und &amp;drehen</translation>
    </message>
    <message>
        <source>&amp;What to find</source>
        <translation>Was ge&amp;sucht wird</translation>
    </message>
    <message numerus="yes">
        <source>%n photograph(s) are still waiting in the queue.</source>
        <translation>
            <numerusform>%n Foto wartet noch in der Warteschlange.</numerusform>
            <numerusform>%n Fotos warten noch in der Warteschlange.</numerusform>
        </translation>
    </message>
    <message>
        <source>Lacuna was closed before their turn. Their settings and masks were kept.</source>
        <translation>Lacuna wurde geschlossen, bevor sie an der Reihe waren. Einstellungen und Masken sind noch da.</translation>
    </message>
    <message>
        <source>The queue of the last session can&apos;t be read.</source>
        <translation>Die Warteschlange der letzten Sitzung lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>It was set aside as “unreadable.json” in “%1”. No photograph was changed.</source>
        <translation>Sie liegt als „unreadable.json“ in „%1“. Kein Foto wurde verändert.</translation>
    </message>
    <message>
        <source>Not damage? Click the mark with the brush to unmark it. Tab goes from mark to mark.</source>
        <translation>Kein Schaden? Ein Klick mit dem Pinsel hebt die Markierung auf. Tab geht von einer zur nächsten.</translation>
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
        <source>Close search</source>
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
        <translation>Maske vergrößern</translation>
    </message>
    <message>
        <source>Shrink mask</source>
        <translation>Maske verkleinern</translation>
    </message>
    <message>
        <source>Feather mask</source>
        <translation>Maske weichzeichnen</translation>
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
        <translation>Kratzer und Staub finden</translation>
    </message>
    <message>
        <source>No scratches or dust found.</source>
        <translation>Keine Kratzer und kein Staub gefunden.</translation>
    </message>
    <message>
        <source>Everything found is already marked.</source>
        <translation>Alles Gefundene ist schon markiert.</translation>
    </message>
    <message>
        <source>Increase the sensitivity, or paint over the damage yourself.</source>
        <translation>Die Empfindlichkeit erhöhen oder den Schaden selbst übermalen.</translation>
    </message>
    <message>
        <source>Looking for scratches and dust on “%1” …</source>
        <translation>Auf „%1“ wird nach Kratzern und Staub gesucht …</translation>
    </message>
    <message>
        <source>Changing the mask of “%1” …</source>
        <translation>Die Maske von „%1“ wird geändert …</translation>
    </message>
    <message>
        <source>Mark what is missing</source>
        <translation>Fehlendes markieren</translation>
    </message>
    <message>
        <source>Nothing is marked.</source>
        <translation>Nichts ist markiert.</translation>
    </message>
    <message>
        <source>Paint over what should be restored, or let Lacuna find scratches and dust.</source>
        <translation>Übermalen, was restauriert werden soll, oder Kratzer und Staub suchen lassen.</translation>
    </message>
    <message>
        <source>Finding the marked spots of “%1” …</source>
        <translation>Markierte Stellen von „%1“ werden gesucht …</translation>
    </message>
    <message>
        <source>Unmark</source>
        <translation>Markierung aufheben</translation>
    </message>
    <message>
        <source>Follow a scratch</source>
        <translation>Kratzer folgen</translation>
    </message>
    <message>
        <source>Erase along a scratch</source>
        <translation>Entlang eines Kratzers radieren</translation>
    </message>
    <message>
        <source>Mark dust seen in infrared</source>
        <translation>Staub im Infraroten markieren</translation>
    </message>
    <message>
        <source>The file has no infrared picture.</source>
        <translation>Die Datei hat kein Infrarotbild.</translation>
    </message>
    <message>
        <source>Its other pages or channels have another size or show colours.</source>
        <translation>Ihre anderen Seiten oder Kanäle haben eine andere Größe oder zeigen Farben.</translation>
    </message>
    <message>
        <source>The infrared picture seems to show the photograph, not dust.</source>
        <translation>Das Infrarotbild zeigt offenbar das Foto, nicht den Staub.</translation>
    </message>
    <message>
        <source>This happens with black-and-white film. Undo, and find scratches and dust in the photograph itself.</source>
        <translation>Das kommt bei Schwarzweißfilm vor. Machen Sie es rückgängig und suchen Sie Kratzer und Staub im Foto selbst.</translation>
    </message>
    <message>
        <source>The infrared picture shows no dust.</source>
        <translation>Das Infrarotbild zeigt keinen Staub.</translation>
    </message>
    <message>
        <source>Increase the sensitivity to mark fainter traces.</source>
        <translation>Mit mehr Empfindlichkeit werden auch schwächere Spuren markiert.</translation>
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
        <translation>Nicht Markiertes genau erha&amp;lten</translation>
    </message>
    <message>
        <source>Sensitivit&amp;y</source>
        <translation>Empfindlich&amp;keit</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Keep unmarked pixels</source>
        <translation>Nicht Markiertes erhalten</translation>
    </message>
    <message>
        <source>How readily something counts as a scratch or dust. Moving this right after a search searches again.</source>
        <translation>Wie leicht etwas als Kratzer oder Staub gilt. Direkt nach einer Suche verschoben, wird neu gesucht.</translation>
    </message>
    <message>
        <source>How far to grow, shrink or feather the mask</source>
        <translation>Wie weit die Maske vergrößert, verkleinert oder weichgezeichnet wird</translation>
    </message>
    <message>
        <source>How far to grow, shrink or feather the mask, in pixels of the photograph</source>
        <translation>Wie weit die Maske vergrößert, verkleinert oder weichgezeichnet wird, in Pixeln des Fotos</translation>
    </message>
    <message>
        <source>Pixels that aren&apos;t marked stay exactly as they are. Turn this off for a photograph that is noisy all over, to remove its noise as well.</source>
        <translation>Nicht markierte Pixel bleiben genau, wie sie sind. Bei einem Foto, das überall rauscht, ausschalten, damit auch das Rauschen entfernt wird.</translation>
    </message>
    <message>
        <source>The marked areas will be filled in from their surroundings.</source>
        <translation>Die markierten Flächen werden aus ihrer Umgebung ergänzt.</translation>
    </message>
    <message>
        <source>Paint over what should be restored: scratches, dust, tears, writing.</source>
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
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Action for this message</source>
        <translation>Aktion zu dieser Meldung</translation>
    </message>
    <message>
        <source>Message details</source>
        <translation>Einzelheiten der Meldung</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Close message</source>
        <translation>Meldung schließen</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::ModelDialog</name>
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
        <source>Models</source>
        <translation>Modelle</translation>
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
        <translation>Der Download wurde angehalten.</translation>
    </message>
    <message>
        <source>%1 was imported.</source>
        <translation>%1 wurde importiert.</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>&amp;Download</source>
        <translation>&amp;Herunterladen</translation>
    </message>
    <message>
        <source>Lacuna</source>
        <translation>Lacuna</translation>
    </message>
    <message>
        <source>Remove the model “%1” from this computer?</source>
        <translation>Das Modell „%1“ von diesem Computer entfernen?</translation>
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
    <message>
        <source>Download progress</source>
        <translation>Fortschritt des Downloads</translation>
    </message>
    <message>
        <source>&amp;Cancel download</source>
        <translation>Download &amp;abbrechen</translation>
    </message>
    <message>
        <source>Copying progress</source>
        <translation>Fortschritt des Kopierens</translation>
    </message>
    <message>
        <source>The model&apos;s web page</source>
        <translation>Die Webseite des Modells</translation>
    </message>
    <message>
        <source>Copy a model&apos;s file or folder to your models; you can also drop it here</source>
        <translation>Die Datei oder den Ordner eines Modells zu den eigenen Modellen kopieren; Ziehen und Ablegen geht auch</translation>
    </message>
    <message>
        <source>Restore the open photograph with this model</source>
        <translation>Das geöffnete Foto mit diesem Modell restaurieren</translation>
    </message>
    <message>
        <source>It is ready to use.</source>
        <translation>Es ist jetzt verwendbar.</translation>
    </message>
    <message>
        <source>&amp;Continue download</source>
        <translation>Download fo&amp;rtsetzen</translation>
    </message>
    <message>
        <source>&amp;Discard download</source>
        <translation>Download &amp;verwerfen</translation>
    </message>
    <message>
        <source>This deletes %1 (%2).</source>
        <translation>%1 wird gelöscht (%2).</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::ModelFlow</name>
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
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Lacuna</source>
        <translation>Lacuna</translation>
    </message>
    <message>
        <source>SHA-256: %1</source>
        <translation>SHA-256: %1</translation>
    </message>
    <message>
        <source>&amp;Don&apos;t use it</source>
        <translation>&amp;Nicht verwenden</translation>
    </message>
    <message>
        <source>%1 was not run.</source>
        <translation>%1 wurde nicht ausgeführt.</translation>
    </message>
    <message>
        <source>Import model</source>
        <translation>Modell importieren</translation>
    </message>
    <message>
        <source>It will be used for the next photograph that you open.</source>
        <translation>Das nächste geöffnete Foto wird damit restauriert.</translation>
    </message>
    <message>
        <source>This photograph will be restored with %1.</source>
        <translation>Dieses Foto wird mit %1 restauriert.</translation>
    </message>
    <message>
        <source>“%1” is a program. Allow it to run on this computer?</source>
        <translation>„%1“ ist ein Programm. Darf es auf diesem Computer laufen?</translation>
    </message>
    <message>
        <source>This model is a TorchScript file. Other models are just numbers, but this one runs as a program and can access everything that you can. Run it only if you trust where it came from.

You are asked once for each such file, and again if it changes.</source>
        <translation>Dieses Modell ist eine TorchScript-Datei. Andere Modelle sind nur Zahlen, dieses aber läuft als Programm und kommt an alles heran, worauf der angemeldete Benutzer zugreifen darf. Es sollte nur laufen, wenn seine Herkunft vertrauenswürdig ist.

Gefragt wird einmal für jede solche Datei und noch einmal, wenn sie sich ändert.</translation>
    </message>
    <message>
        <source>&amp;Run it</source>
        <translation>&amp;Ausführen</translation>
    </message>
    <message>
        <source>Choose another model, or choose this one again to be asked again.</source>
        <translation>Bitte ein anderes Modell wählen, oder dieses noch einmal, um wieder gefragt zu werden.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::ModelLibrary</name>
    <message>
        <source>Copying the model “%1” …</source>
        <translation>Das Modell „%1“ wird kopiert …</translation>
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
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>Trainiert mit</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::NoiseFlow</name>
    <message>
        <source>The noise could not be measured.</source>
        <translation>Das Rauschen ließ sich nicht messen.</translation>
    </message>
    <message>
        <source>The photograph is too small to tell noise from detail. Set the noise by eye.</source>
        <translation>Das Foto ist zu klein, um Rauschen von Einzelheiten zu unterscheiden. Bitte das Rauschen nach Augenmaß einstellen.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::NoiseRow</name>
    <message>
        <source>How much noise?</source>
        <translation>Wie viel Rauschen?</translation>
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
        <source>none</source>
        <translation>keins</translation>
    </message>
    <message>
        <source>heavy</source>
        <translation>stark</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <source>How much grain or sensor noise the photograph has. Set too low, noise remains; set too high, fine detail is smoothed away. (σ_y, in 8-bit levels)</source>
        <translation>Wie viel Korn oder Sensorrauschen das Foto hat. Zu niedrig, und Rauschen bleibt zurück; zu hoch, und feine Einzelheiten werden geglättet. (σ_y, in 8-Bit-Stufen)</translation>
    </message>
    <message>
        <source>Measure noise</source>
        <translation>Rauschen messen</translation>
    </message>
    <message>
        <source>Estimate the noise and its kind from the photograph itself.</source>
        <translation>Das Rauschen und seine Art am Foto selbst messen.</translation>
    </message>
    <message>
        <source>White noise</source>
        <translation>Weißes Rauschen</translation>
    </message>
    <message>
        <source>Grain</source>
        <translation>Korn</translation>
    </message>
    <message>
        <source>By brightness</source>
        <translation>Je nach Helligkeit</translation>
    </message>
    <message>
        <source>Grain, by brightness</source>
        <translation>Korn, je nach Helligkeit</translation>
    </message>
    <message>
        <source>White noise differs from pixel to pixel. Grain is shared by neighbouring pixels, as in scans of film and in compressed photographs. Noise by brightness is stronger in some tones than in others. All but white noise are measured in flat parts of the photograph. (--noise-model)</source>
        <translation>Weißes Rauschen ist in jedem Pixel ein anderes. Korn erstreckt sich über benachbarte Pixel, wie in Scans von Film und in komprimierten Fotos. Rauschen je nach Helligkeit ist in manchen Tönen stärker als in anderen. Alles außer weißem Rauschen wird an gleichmäßigen Stellen des Fotos gemessen. (--noise-model)</translation>
    </message>
    <message>
        <source>The photograph has too few flat parts to measure that. White noise is used.</source>
        <translation>Das Foto hat zu wenige gleichmäßige Stellen, um das zu messen. Es bleibt bei weißem Rauschen.</translation>
    </message>
    <message>
        <source>Measured after JPEG compression, which removes part of the noise.</source>
        <translation>Nach der JPEG-Kompression gemessen, die einen Teil des Rauschens entfernt.</translation>
    </message>
    <message>
        <source>Too few flat parts to measure more than white noise.</source>
        <translation>Zu wenige gleichmäßige Stellen, um mehr als weißes Rauschen zu messen.</translation>
    </message>
    <message>
        <source>Neighbouring pixels share it: correlation %L1.</source>
        <translation>Benachbarte Pixel haben es gemeinsam: Korrelation %L1.</translation>
    </message>
    <message>
        <source>At some brightnesses it is %L1 times as strong as at others.</source>
        <translation>In manchen Helligkeiten ist es %L1-mal so stark wie in anderen.</translation>
    </message>
    <message>
        <source>Measured: this photograph has hardly any noise. Denoising would mostly smooth its detail.</source>
        <translation>Gemessen: Dieses Foto rauscht kaum. Entrauschen würde vor allem Einzelheiten glätten.</translation>
    </message>
    <message>
        <source>Measured in this photograph.</source>
        <translation>In diesem Foto gemessen.</translation>
    </message>
    <message>
        <source>It may be texture rather than grain: look at the result.</source>
        <translation>Es kann auch Struktur statt Korn sein: am Ergebnis prüfen.</translation>
    </message>
    <message>
        <source>The noise is too faint to tell its kind, so it is treated as white.</source>
        <translation>Das Rauschen ist zu schwach, um seine Art zu bestimmen; deshalb gilt es als weiß.</translation>
    </message>
    <message>
        <source>Neighbouring pixels share little of it, so it is treated as white.</source>
        <translation>Benachbarte Pixel haben wenig davon gemeinsam; deshalb gilt es als weiß.</translation>
    </message>
    <message>
        <source>Flat parts differ from each other, as texture does, so the noise is treated as white. If you see grain, choose Grain and compare.</source>
        <translation>Gleichmäßige Stellen unterscheiden sich voneinander, wie bei Struktur; deshalb gilt das Rauschen als weiß. Wenn Korn zu sehen ist, „Korn“ wählen und vergleichen.</translation>
    </message>
    <message>
        <source>Noise type</source>
        <translation>Rauschart</translation>
    </message>
    <message>
        <source>&amp;Treat it as grain</source>
        <translation>Als &amp;Korn behandeln</translation>
    </message>
    <message>
        <source>This may be grain of %L1 levels, or fine texture of the subject.</source>
        <translation>Das kann Korn von %L1 Stufen sein oder feine Struktur des Motivs.</translation>
    </message>
    <message>
        <source>It looks like the grain of black-and-white film.</source>
        <translation>Es sieht nach dem Korn von Schwarzweißfilm aus.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::PictureGrid</name>
    <message>
        <source>Pictures of the solvers</source>
        <translation>Bilder der Löser</translation>
    </message>
    <message>
        <source>The wheel zooms all pictures and dragging moves them; a double click switches between the whole picture and 100 %</source>
        <translation>Das Rad zoomt alle Bilder, Ziehen verschiebt sie; ein Doppelklick wechselt zwischen dem ganzen Bild und 100 %</translation>
    </message>
    <message>
        <source>Choose solvers, and press Start.</source>
        <translation>Löser wählen und auf Start drücken.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::PlanFlow</name>
    <message>
        <source>Loading the model …</source>
        <translation>Lädt das Modell …</translation>
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
        <source>Mask &amp;colour</source>
        <translation>&amp;Farbe der Maske</translation>
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
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>&amp;Undo memory</source>
        <translation>&amp;Rückgängig-Speicher</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
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
        <source>Measuring …</source>
        <translation>Wird gemessen …</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>&amp;Gerät</translation>
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
        <source>Not measured yet.</source>
        <translation>Noch nicht gemessen.</translation>
    </message>
    <message>
        <source>Same as the desktop</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light or dark colours.</source>
        <translation>Helle oder dunkle Farben.</translation>
    </message>
    <message>
        <source>The language of the program and its manual.</source>
        <translation>Die Sprache des Programms und seines Handbuchs.</translation>
    </message>
    <message>
        <source>The colour that marks the areas to restore.</source>
        <translation>Die Farbe, mit der die zu restaurierenden Flächen markiert sind.</translation>
    </message>
    <message>
        <source>Mask opacity</source>
        <translation>Deckkraft der Maske</translation>
    </message>
    <message>
        <source>How strongly the mask covers the photograph.</source>
        <translation>Wie stark die Maske das Foto verdeckt.</translation>
    </message>
    <message>
        <source>How much memory the undo history of a photograph may take. Beyond that, the oldest steps are dropped; the photograph and its results stay.</source>
        <translation>Wie viel Speicher der Rückgängig-Verlauf eines Fotos belegen darf. Darüber hinaus entfallen die ältesten Schritte; das Foto und seine Ergebnisse bleiben.</translation>
    </message>
    <message>
        <source>How long restorations take on this computer. Measuring takes three seconds.</source>
        <translation>Wie lange Restaurierungen auf diesem Computer dauern. Das Messen dauert drei Sekunden.</translation>
    </message>
    <message>
        <source>GPU, if there is one</source>
        <translation>GPU, falls vorhanden</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>The processor (CPU) or graphics card (GPU) that does the work.</source>
        <translation>Der Prozessor (CPU) oder die Grafikkarte (GPU), die rechnet.</translation>
    </message>
    <message>
        <source>How many cores a run may use. With fewer, more is left for other programs.</source>
        <translation>Wie viele Kerne ein Lauf benutzen darf. Mit weniger bleibt mehr für andere Programme.</translation>
    </message>
    <message>
        <source>How much memory a run may use. With less, it works in smaller tiles, which takes longer. Automatic: three quarters of the free memory.</source>
        <translation>Wie viel Speicher ein Lauf belegen darf. Mit weniger rechnet er in kleineren Kacheln, was länger dauert. Automatisch: drei Viertel des freien Speichers.</translation>
    </message>
    <message>
        <source>Mask colour</source>
        <translation>Farbe der Maske</translation>
    </message>
    <message>
        <source>Screen &amp;profile</source>
        <translation>Bildschirm&amp;profil</translation>
    </message>
    <message>
        <source>The colour profile of the screen, so that photographs look right on it. The desktop knows it if the screen was set up there.</source>
        <translation>Das Farbprofil des Bildschirms, damit Fotos darauf richtig aussehen. Der Desktop kennt es, wenn der Bildschirm dort eingerichtet wurde.</translation>
    </message>
    <message>
        <source>sRGB</source>
        <translation>sRGB</translation>
    </message>
    <message>
        <source>From a file …</source>
        <translation>Aus einer Datei …</translation>
    </message>
    <message>
        <source>Choose the screen&apos;s colour profile</source>
        <translation>Farbprofil des Bildschirms wählen</translation>
    </message>
    <message>
        <source>Colour profiles (*.icc *.icm)</source>
        <translation>Farbprofile (*.icc *.icm)</translation>
    </message>
    <message>
        <source>&amp;Picture memory</source>
        <translation>&amp;Bildspeicher</translation>
    </message>
    <message>
        <source>How much memory the photograph and its results may take. Beyond that, pictures that haven&apos;t been looked at for longest are moved to the disk. Automatic: a quarter of this computer&apos;s memory.</source>
        <translation>Wie viel Arbeitsspeicher das Foto und seine Ergebnisse belegen dürfen. Darüber hinaus wird auf die Platte ausgelagert, was am längsten nicht angesehen wurde. Automatisch: ein Viertel des Speichers dieses Rechners.</translation>
    </message>
    <message>
        <source>Keep the &amp;steps of runs</source>
        <translation>&amp;Schritte der Läufe behalten</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>Projekte</translation>
    </message>
    <message>
        <source>A project then brings back the timelines of its results, to look at or to branch from. Each step takes about 30 MB for a megapixel.</source>
        <translation>Ein Projekt bringt dann die Zeitleisten seiner Ergebnisse wieder, zum Ansehen und zum Abzweigen. Jeder Schritt braucht etwa 30 MB für ein Megapixel.</translation>
    </message>
    <message>
        <source>&amp;Measure</source>
        <translation>&amp;Messen</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::PresetRow</name>
    <message>
        <source>Preset</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>&amp;Preset</source>
        <translation>&amp;Vorlage</translation>
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
        <translation>Au&amp;fwand</translation>
    </message>
    <message>
        <source>Effort</source>
        <translation>Aufwand</translation>
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
        <source>Save or delete presets</source>
        <translation>Vorlagen speichern oder löschen</translation>
    </message>
    <message>
        <source>Save these settings as a preset, or delete one of yours</source>
        <translation>Diese Einstellungen als Vorlage speichern oder eine eigene löschen</translation>
    </message>
    <message>
        <source>Gentle keeps more of the photograph&apos;s texture, and of its noise; strong makes it cleaner and smoother. (λ)</source>
        <translation>Sanft erhält mehr von der Struktur des Fotos, aber auch von seinem Rauschen; kräftig macht es sauberer und glatter. (λ)</translation>
    </message>
    <message>
        <source>custom</source>
        <translation>eigene Werte</translation>
    </message>
    <message>
        <source>Quick takes half as long but misses fine detail; thorough takes twice as long. (N)</source>
        <translation>Schnell dauert halb so lang, aber feine Einzelheiten fehlen; gründlich dauert doppelt so lang. (N)</translation>
    </message>
    <message>
        <source>&amp;Save as preset …</source>
        <translation>Als Vorlage &amp;speichern …</translation>
    </message>
    <message>
        <source>Save as preset</source>
        <translation>Als Vorlage speichern</translation>
    </message>
    <message>
        <source>&amp;Delete preset “%1”</source>
        <translation>Vorlage „%1“ &amp;löschen</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::ProjectFlow</name>
    <message>
        <source>Lacuna projects (*.lacuna)</source>
        <translation>Lacuna-Projekte (*.lacuna)</translation>
    </message>
    <message>
        <source>“%1” was recovered.</source>
        <translation>„%1“ wurde wiederhergestellt.</translation>
    </message>
    <message>
        <source>Lacuna closed unexpectedly. This is your work as it was last saved automatically, at most a minute earlier.</source>
        <translation>Lacuna wurde unerwartet beendet. So war die Arbeit, als sie zuletzt automatisch gesichert wurde, höchstens eine Minute vorher.</translation>
    </message>
    <message>
        <source>Save project</source>
        <translation>Projekt speichern</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::QueueFlow</name>
    <message>
        <source>Add photographs</source>
        <translation>Fotos hinzufügen</translation>
    </message>
    <message>
        <source>Folder of masks</source>
        <translation>Ordner mit Masken</translation>
    </message>
    <message>
        <source>Folder of results</source>
        <translation>Ordner für Ergebnisse</translation>
    </message>
    <message>
        <source>opening</source>
        <translation>wird geöffnet</translation>
    </message>
    <message>
        <source>there is no mask for it in the folder of masks</source>
        <translation>im Ordner der Masken ist keine dafür</translation>
    </message>
    <message>
        <source>looking for scratches and dust</source>
        <translation>Kratzer und Staub werden gesucht</translation>
    </message>
    <message>
        <source>Looking for scratches and dust on “%1” …</source>
        <translation>Auf „%1“ wird nach Kratzern und Staub gesucht …</translation>
    </message>
    <message>
        <source>no scratches or dust found, so nothing was done</source>
        <translation>keine Kratzer und kein Staub gefunden, also blieb es, wie es ist</translation>
    </message>
    <message>
        <source>Restoring “%1” …</source>
        <translation>„%1“ wird restauriert …</translation>
    </message>
    <message>
        <source>restoring</source>
        <translation>wird restauriert</translation>
    </message>
    <message>
        <source>restoring, %1 %</source>
        <translation>wird restauriert, %1 %</translation>
    </message>
    <message>
        <source>restored, in a tab</source>
        <translation>restauriert, in einem Reiter</translation>
    </message>
    <message>
        <source>saving</source>
        <translation>wird gespeichert</translation>
    </message>
    <message>
        <source>saved as “%1”</source>
        <translation>gespeichert als „%1“</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>misslungen: %1</translation>
    </message>
    <message>
        <source>%1, waiting</source>
        <translation>%1, wartet</translation>
    </message>
    <message>
        <source>The queue is empty.</source>
        <translation>Die Warteschlange ist leer.</translation>
    </message>
    <message>
        <source>%1 of %2 done.</source>
        <translation>%1 von %2 fertig.</translation>
    </message>
    <message numerus="yes">
        <source>%n failed.</source>
        <translation>
            <numerusform>%n misslungen.</numerusform>
            <numerusform>%n misslungen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Paused.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Time left: %1.</source>
        <translation>Verbleibende Zeit: %1.</translation>
    </message>
    <message>
        <source>Looking for photographs …</source>
        <translation>Fotos werden gesucht …</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>paused at %1 %</source>
        <translation>pausiert bei %1 %</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::QueueWindow</name>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>Nach o&amp;ben</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>Nach &amp;unten</translation>
    </message>
    <message>
        <source>Use current s&amp;ettings</source>
        <translation>&amp;Jetzige Einstellungen</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>S&amp;topp</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Restores photographs one after the other, each with its own settings. Files are never overwritten. Photographs and folders can be dropped here.</source>
        <translation>Restauriert Fotos nacheinander, jedes mit eigenen Einstellungen. Keine Datei wird überschrieben. Fotos und Ordner lassen sich hierher ziehen.</translation>
    </message>
    <message>
        <source>Photographs in the queue</source>
        <translation>Fotos in der Warteschlange</translation>
    </message>
    <message>
        <source>Find scratches and dust</source>
        <translation>Kratzer und Staub finden</translation>
    </message>
    <message>
        <source>What is marked on photographs that have no mask yet, if the task needs one</source>
        <translation>Was auf Fotos markiert wird, die noch keine Maske haben, wenn die Aufgabe eine braucht</translation>
    </message>
    <message>
        <source>Beside the photographs</source>
        <translation>Neben die Fotos</translation>
    </message>
    <message>
        <source>In tabs, to be looked at first</source>
        <translation>In Reiter, zum Ansehen</translation>
    </message>
    <message>
        <source>Where the results go</source>
        <translation>Wohin die Ergebnisse kommen</translation>
    </message>
    <message>
        <source>Restore the selected photographs with the settings of the photograph that is shown</source>
        <translation>Die gewählten Fotos mit den Einstellungen des gezeigten Fotos restaurieren</translation>
    </message>
    <message>
        <source>&amp;Add photographs …</source>
        <translation>F&amp;otos hinzufügen …</translation>
    </message>
    <message>
        <source>Add &amp;open ones</source>
        <translation>O&amp;ffene hinzufügen</translation>
    </message>
    <message>
        <source>Add the photographs in the tabs, with their masks and settings</source>
        <translation>Die Fotos in den Reitern hinzufügen, samt Masken und Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Masks</source>
        <translation>&amp;Masken</translation>
    </message>
    <message>
        <source>Resu&amp;lts</source>
        <translation>Er&amp;gebnisse</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Start</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>From a folder …</source>
        <translation>Aus einem Ordner …</translation>
    </message>
    <message>
        <source>From “%1”, by the photograph&apos;s name</source>
        <translation>Aus „%1“, nach dem Namen des Fotos</translation>
    </message>
    <message>
        <source>In a folder …</source>
        <translation>In einen Ordner …</translation>
    </message>
    <message>
        <source>In “%1”</source>
        <translation>In „%1“</translation>
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
    <name>lacuna::ui::RestorationController</name>
    <message>
        <source>Analysing the result …</source>
        <translation>Das Ergebnis wird untersucht …</translation>
    </message>
    <message>
        <source>Damaging the photograph …</source>
        <translation>Das Foto wird beschädigt …</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::ResultsPanel</name>
    <message>
        <source>noise %L1, seed %2</source>
        <translation>Rauschen %L1, Startwert %2</translation>
    </message>
    <message>
        <source>model %1 on %2</source>
        <translation>Modell %1 auf %2</translation>
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
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>%1 × %2 steps</source>
        <translation>%1 × %2 Schritte</translation>
    </message>
    <message>
        <source>compared with the undamaged photograph: PSNR %L1 dB, SSIM %L2</source>
        <translation>verglichen mit dem unbeschädigten Foto: PSNR %L1 dB, SSIM %L2</translation>
    </message>
    <message>
        <source>&amp;Compare others with this</source>
        <translation>Andere &amp;hiermit vergleichen</translation>
    </message>
    <message>
        <source>%1, explained to the noise level</source>
        <translation>%1, bis auf das Rauschen erklärt</translation>
    </message>
    <message>
        <source>%1, %2 dB</source>
        <translation>%1, %2 dB</translation>
    </message>
    <message>
        <source>%1, not saved</source>
        <translation>%1, nicht gespeichert</translation>
    </message>
    <message>
        <source>%1, others are compared with it</source>
        <translation>%1, andere werden damit verglichen</translation>
    </message>
    <message>
        <source>Blend</source>
        <translation>Mischung</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>&amp;Go on from this</source>
        <translation>Von hier &amp;weitermachen</translation>
    </message>
    <message>
        <source>Change &amp;settings</source>
        <translation>&amp;Einstellungen ändern</translation>
    </message>
    <message>
        <source>&amp;Restore the previous version</source>
        <translation>Vorige Version &amp;wiederherstellen</translation>
    </message>
    <message>
        <source>&amp;Update outdated results</source>
        <translation>&amp;Veraltete Ergebnisse aktualisieren</translation>
    </message>
    <message>
        <source>Out of date: what it was made from has changed. Update it to repeat it.</source>
        <translation>Veraltet: Woraus es entstand, hat sich geändert. Bitte aktualisieren.</translation>
    </message>
    <message>
        <source>made from: %1</source>
        <translation>entstand aus: %1</translation>
    </message>
    <message>
        <source>residual: %L1 times the noise, against what it was made from</source>
        <translation>Rest: das %L1-Fache des Rauschens, gemessen an dem, woraus es entstand</translation>
    </message>
    <message>
        <source>blended: %L1 % of the restoration</source>
        <translation>gemischt: %L1 % der Restaurierung</translation>
    </message>
    <message>
        <source>%1, %L2 %</source>
        <translation>%1, %L2 %</translation>
    </message>
    <message>
        <source>%1 (out of date)</source>
        <translation>%1 (veraltet)</translation>
    </message>
    <message>
        <source>How much of the restoration is in the result that is shown; the rest is what it was made from.</source>
        <translation>Wie viel von der Restaurierung im gezeigten Ergebnis steckt; der Rest ist, woraus es entstand.</translation>
    </message>
    <message>
        <source>Choose a result to blend it with what it was made from.</source>
        <translation>Ein Ergebnis wählen, um es mit dem zu mischen, woraus es entstand.</translation>
    </message>
    <message>
        <source>An enlargement can&apos;t be blended: what it was made from is smaller.</source>
        <translation>Eine Vergrößerung lässt sich nicht mischen: Woraus sie entstand, ist kleiner.</translation>
    </message>
    <message>
        <source>What it was made from has changed. Update it first.</source>
        <translation>Woraus es entstand, hat sich geändert. Bitte zuerst aktualisieren.</translation>
    </message>
    <message numerus="yes">
        <source>%n coarse level(s), as much work as %L1 evaluations at full size</source>
        <translation>
            <numerusform>%n grobe Stufe, so viel Arbeit wie %L1 Auswertungen in voller Größe</numerusform>
            <numerusform>%n grobe Stufen, so viel Arbeit wie %L1 Auswertungen in voller Größe</numerusform>
        </translation>
    </message>
    <message>
        <source>grain of %L1 levels, as around the fill</source>
        <translation>Korn von %L1 Stufen, wie um die Füllung</translation>
    </message>
    <message>
        <source>took %1, and %2 of memory at its peak</source>
        <translation>dauerte %1 und brauchte höchstens %2 Speicher</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::RunFlow</name>
    <message>
        <source>Apply to the whole photograph</source>
        <translation>Auf das ganze Foto anwenden</translation>
    </message>
    <message>
        <source>The photograph, the mask and earlier results are unchanged.</source>
        <translation>Das Foto, die Maske und frühere Ergebnisse sind unverändert.</translation>
    </message>
    <message>
        <source>The result is complete.</source>
        <translation>Das Ergebnis ist vollständig.</translation>
    </message>
    <message>
        <source>Tried on an area of %1 × %2 pixels.</source>
        <translation>An einem Ausschnitt von %1 × %2 Pixeln ausprobiert.</translation>
    </message>
    <message>
        <source>Change the settings and try again, or restore the whole photograph with them. Esc goes back to the photograph.</source>
        <translation>Die Einstellungen ändern und noch einmal probieren, oder das ganze Foto damit restaurieren. Esc zeigt wieder das Foto.</translation>
    </message>
    <message>
        <source>Stopped before there was anything to show.</source>
        <translation>Angehalten, bevor es etwas zu zeigen gab.</translation>
    </message>
    <message>
        <source>Finished, with adjustments.</source>
        <translation>Fertig, mit Anpassungen.</translation>
    </message>
    <message>
        <source>%1 of %2, “%3”</source>
        <translation>%1 von %2, „%3“</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) are still out of date; the others are done.</source>
        <translation>
            <numerusform>%n Ergebnis ist noch veraltet; die anderen sind fertig.</numerusform>
            <numerusform>%n Ergebnisse sind noch veraltet; die anderen sind fertig.</numerusform>
        </translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Restoring “%1” …</source>
        <translation>„%1“ wird restauriert …</translation>
    </message>
    <message>
        <source>“%1” was updated.</source>
        <translation>„%1“ wurde aktualisiert.</translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) made from it are out of date. The previous version was kept; restore it from the menu of the results list.</source>
        <translation>
            <numerusform>%n Ergebnis, das daraus entstand, ist veraltet. Die vorige Version bleibt erhalten; das Menü der Ergebnisliste stellt sie wieder her.</numerusform>
            <numerusform>%n Ergebnisse, die daraus entstanden, sind veraltet. Die vorige Version bleibt erhalten; das Menü der Ergebnisliste stellt sie wieder her.</numerusform>
        </translation>
    </message>
    <message>
        <source>Update them</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Füllung</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::RunStrip</name>
    <message>
        <source>Restart with the new settings</source>
        <translation>Mit den neuen Einstellungen neu beginnen</translation>
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
        <source>%1 left</source>
        <translation>noch %1</translation>
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
    <message>
        <source>The settings have changed since this run started.</source>
        <translation>Die Einstellungen haben sich seit dem Beginn dieses Laufs geändert.</translation>
    </message>
    <message>
        <source>How many of the evaluations of the network that this run needs are done.</source>
        <translation>Wie viele Auswertungen des Netzes gemacht sind, von allen, die dieser Lauf braucht.</translation>
    </message>
    <message>
        <source>Part %1 of %2, step %3 of %4, inner step %5</source>
        <translation>Teil %1 von %2, Schritt %3 von %4, innerer Schritt %5</translation>
    </message>
    <message>
        <source>Part %1 of %2, step %3 of %4</source>
        <translation>Teil %1 von %2, Schritt %3 von %4</translation>
    </message>
    <message>
        <source>Step %1 of %2, inner step %3</source>
        <translation>Schritt %1 von %2, innerer Schritt %3</translation>
    </message>
    <message>
        <source>Show the estimate</source>
        <translation>Die Schätzung zeigen</translation>
    </message>
    <message>
        <source>Another picture is shown; the restoration goes on.</source>
        <translation>Ein anderes Bild wird gezeigt; die Restaurierung geht weiter.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 says which of several runs this is, %2 what it is doing.</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Waiting for another restoration to finish …</source>
        <translation>Eine andere Restaurierung wird abgewartet …</translation>
    </message>
    <message>
        <source>Progress of the restoration</source>
        <translation>Fortschritt der Restaurierung</translation>
    </message>
    <message>
        <source>coarse, %1 × %2</source>
        <translation>grob, %1 × %2</translation>
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
        <source>Enlarge</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Maßstab</translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 Pixel</translation>
    </message>
    <message>
        <source>%1 times wider and taller</source>
        <translation>%1-mal so breit und so hoch</translation>
    </message>
    <message>
        <source>How many times wider and taller the result will be.</source>
        <translation>Wievielmal so breit und so hoch das Ergebnis wird.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::ShortcutDialog</name>
    <message>
        <source>&amp;No key</source>
        <translation>&amp;Keine Taste</translation>
    </message>
    <message>
        <source>&amp;Default</source>
        <translation>&amp;Vorgabe</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>Befehle und ihre Tasten</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>Neue Taste</translation>
    </message>
    <message>
        <source>New &amp;key</source>
        <translation>&amp;Neue Taste</translation>
    </message>
    <message>
        <source>&amp;Reset all</source>
        <translation>Alle &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>Choose a command, then press its new key here.</source>
        <translation>Einen Befehl wählen und hier seine neue Taste drücken.</translation>
    </message>
    <message>
        <source>“%1” already belongs to “%2”. Choose another key, or change that one first.</source>
        <translation>„%1“ gehört schon zu „%2“. Bitte eine andere Taste wählen oder zuerst jene ändern.</translation>
    </message>
    <message>
        <source>“%1” is reserved: it has a meaning of its own on the photograph or in fields. Choose another key.</source>
        <translation>„%1“ lässt sich nicht belegen: Die Taste hat auf dem Foto oder in Feldern eine eigene Bedeutung. Bitte eine andere wählen.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::SolverFlow</name>
    <message>
        <source>Nothing is marked.</source>
        <translation>Nichts ist markiert.</translation>
    </message>
    <message>
        <source>Paint over what should be restored first.</source>
        <translation>Zuerst übermalen, was restauriert werden soll.</translation>
    </message>
    <message>
        <source>Comparing solvers on “%1”: %2, %3 of %4 …</source>
        <translation>Löser werden an „%1“ verglichen: %2, %3 von %4 …</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n evaluation(s)</source>
        <translation>
            <numerusform>%1, %n Auswertung</numerusform>
            <numerusform>%1, %n Auswertungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Compare solvers — %1</source>
        <translation>Löser vergleichen — %1</translation>
    </message>
    <message>
        <source>Compare solvers</source>
        <translation>Löser vergleichen</translation>
    </message>
    <message>
        <source>solvers</source>
        <extracomment>The last word of a folder&apos;s name, as in holiday-solvers</extracomment>
        <translation>löser</translation>
    </message>
    <message>
        <source>New folder for the recipes</source>
        <translation>Neuer Ordner für die Rezepte</translation>
    </message>
    <message>
        <source>Folder (*)</source>
        <translation>Ordner (*)</translation>
    </message>
    <message numerus="yes">
        <source>%n recipe(s) were saved in “%1”.</source>
        <translation>
            <numerusform>%n Rezept wurde in „%1“ gespeichert.</numerusform>
            <numerusform>%n Rezepte wurden in „%1“ gespeichert.</numerusform>
        </translation>
    </message>
    <message>
        <source>“lacuna-cli run” reproduces the results from them.</source>
        <translation>„lacuna-cli run“ erzeugt daraus die Ergebnisse noch einmal.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::SolverPictures</name>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
    <message>
        <source>misfit %1</source>
        <translation>Abweichung %1</translation>
    </message>
    <message>
        <source>the result; its steps weren&apos;t kept</source>
        <translation>das Ergebnis; seine Schritte wurden nicht behalten</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::SolverPlot</name>
    <message>
        <source>PSNR in dB</source>
        <translation>PSNR in dB</translation>
    </message>
    <message>
        <source>SSIM</source>
        <translation>SSIM</translation>
    </message>
    <message>
        <source>Misfit</source>
        <translation>Abweichung</translation>
    </message>
    <message>
        <source>Prior</source>
        <translation>Prior</translation>
    </message>
    <message>
        <source>Progress of the solvers</source>
        <translation>Verlauf der Löser</translation>
    </message>
    <message>
        <source>After every evaluation of the network, from left to right: how close the estimate is to the undamaged photograph, or, if that isn&apos;t known, how far it is from the data (1 is the noise alone) and what the network would still remove. Click to see the pictures of that moment.</source>
        <translation>Nach jeder Auswertung des Netzes, von links nach rechts: wie nah die Schätzung dem unbeschädigten Foto ist oder, wenn das nicht bekannt ist, wie weit sie von den Daten entfernt ist (1 ist nur das Rauschen) und was das Netz noch entfernen würde. Ein Klick zeigt die Bilder dieses Augenblicks.</translation>
    </message>
    <message>
        <source>Nothing has been computed yet.</source>
        <translation>Noch ist nichts berechnet.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::SolverTable</name>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1, stopped</source>
        <translation>%1, angehalten</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>Solver</source>
        <translation>Löser</translation>
    </message>
    <message>
        <source>Evaluations</source>
        <translation>Auswertungen</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>PSNR</source>
        <translation>PSNR</translation>
    </message>
    <message>
        <source>SSIM</source>
        <translation>SSIM</translation>
    </message>
    <message>
        <source>Residual</source>
        <translation>Residuum</translation>
    </message>
    <message>
        <source>Prior</source>
        <translation>Prior</translation>
    </message>
    <message>
        <source>How often the network was evaluated</source>
        <translation>Wie oft das Netz ausgewertet wurde</translation>
    </message>
    <message>
        <source>Of the result against the undamaged photograph, in dB</source>
        <translation>Des Ergebnisses gegen das unbeschädigte Foto, in dB</translation>
    </message>
    <message>
        <source>Of the result against the undamaged photograph; 1 means identical</source>
        <translation>Des Ergebnisses gegen das unbeschädigte Foto; 1 bedeutet gleich</translation>
    </message>
    <message>
        <source>How much of the photograph the result doesn&apos;t explain, in units of the noise: 1 is the noise alone</source>
        <translation>Wie viel vom Foto das Ergebnis nicht erklärt, in Einheiten des Rauschens: 1 ist nur das Rauschen</translation>
    </message>
    <message>
        <source>What the network would still remove after the last step, in units of its noise level</source>
        <translation>Was das Netz nach dem letzten Schritt noch entfernen würde, in Einheiten seiner Rauschstufe</translation>
    </message>
    <message>
        <source>Results of the solvers</source>
        <translation>Ergebnisse der Löser</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::SolverWindow</name>
    <message>
        <source>Copy &amp;table</source>
        <translation>Tabelle &amp;kopieren</translation>
    </message>
    <message>
        <source>Save re&amp;cipes …</source>
        <translation>&amp;Rezepte speichern …</translation>
    </message>
    <message>
        <source>Compare solvers</source>
        <translation>Löser vergleichen</translation>
    </message>
    <message>
        <source>Restores the photograph with several solvers, one after the other: from the same picture, with the same seed and the same number of evaluations of the network. Their results join the list of results.</source>
        <translation>Restauriert das Foto mit mehreren Lösern, einem nach dem anderen: vom selben Bild aus, mit demselben Startwert und gleich vielen Auswertungen des Netzes. Ihre Ergebnisse kommen in die Liste der Ergebnisse.</translation>
    </message>
    <message>
        <source>First solver</source>
        <translation>Erster Löser</translation>
    </message>
    <message>
        <source>Second solver</source>
        <translation>Zweiter Löser</translation>
    </message>
    <message>
        <source>Third solver</source>
        <translation>Dritter Löser</translation>
    </message>
    <message>
        <source>Fourth solver</source>
        <translation>Vierter Löser</translation>
    </message>
    <message>
        <source>How often each solver may evaluate the network, which takes nearly all of the time</source>
        <translation>Wie oft jeder Löser das Netz auswerten darf, was fast die ganze Zeit braucht</translation>
    </message>
    <message>
        <source>Evaluatio&amp;ns</source>
        <translation>Aus&amp;wertungen</translation>
    </message>
    <message>
        <source>Evaluation that is shown</source>
        <translation>Gezeigte Auswertung</translation>
    </message>
    <message>
        <source>Shows every solver after the same number of evaluations</source>
        <translation>Zeigt jeden Löser nach gleich vielen Auswertungen</translation>
    </message>
    <message>
        <source>Copy the table to paste it into a text or a spreadsheet</source>
        <translation>Die Tabelle für einen Text oder eine Tabellenkalkulation kopieren</translation>
    </message>
    <message>
        <source>Save a recipe for each result, with which “lacuna-cli run” reproduces it</source>
        <translation>Zu jedem Ergebnis ein Rezept speichern, mit dem „lacuna-cli run“ es noch einmal erzeugt</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>Evaluation %1 of %2</source>
        <translation>Auswertung %1 von %2</translation>
    </message>
    <message>
        <source>&amp;Stop (%1 of %2)</source>
        <translation>Anha&amp;lten (%1 von %2)</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Start</translation>
    </message>
    <message>
        <source>Choose solvers that differ.</source>
        <translation>Verschiedene Löser wählen.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::SpectrumView</name>
    <message>
        <source>Spectrum of the grain</source>
        <translation>Spektrum des Korns</translation>
    </message>
    <message>
        <source>The measured spectrum of the grain: coarse structure in the middle, fine structure towards the edges. An evenly bright square would be white noise.</source>
        <translation>Das gemessene Spektrum des Korns: grobe Strukturen in der Mitte, feine zum Rand hin. Ein gleichmäßig helles Quadrat wäre weißes Rauschen.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::StageFlow</name>
    <message>
        <source>Settings of %1</source>
        <translation>Einstellungen von %1</translation>
    </message>
    <message>
        <source>Mask of %1</source>
        <translation>Maske von %1</translation>
    </message>
    <message>
        <source>Blending “%1” …</source>
        <translation>„%1“ wird gemischt …</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::StartPage</name>
    <message>
        <source>Recent photographs</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Try Lacuna on a damaged photograph</source>
        <translation>Lacuna an einem beschädigten Foto ausprobieren</translation>
    </message>
    <message>
        <source>%1 (photograph by %2)</source>
        <translation>%1 (Foto: %2)</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::StartRow</name>
    <message>
        <source>S&amp;tarts from</source>
        <translation>Beginn&amp;t mit</translation>
    </message>
    <message>
        <source>What the next run restores. By default it goes on from the result shown if another task made it, and otherwise starts again from what that result was made from.</source>
        <translation>Was der nächste Lauf restauriert. Ohne eigene Wahl geht er vom gezeigten Ergebnis aus, wenn eine andere Aufgabe es gemacht hat; sonst beginnt er noch einmal mit dem, woraus dieses entstand.</translation>
    </message>
    <message>
        <source>Starts from</source>
        <translation>Beginnt mit</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Leave the result as it is and keep the settings</source>
        <translation>Das Ergebnis lassen, wie es ist, und die Einstellungen behalten</translation>
    </message>
    <message>
        <source>Changes “%1”, which starts from: %2</source>
        <translation>Ändert „%1“, beginnt mit: %2</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
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
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>%1 bit</source>
        <translation>%1 Bit</translation>
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
    <message numerus="yes">
        <source>in %n part(s)</source>
        <translation>
            <numerusform>in %n Teil</numerusform>
            <numerusform>in %n Teilen</numerusform>
        </translation>
    </message>
    <message>
        <source>Only the parts that need it are restored.</source>
        <translation>Nur die Teile, die es brauchen, werden restauriert.</translation>
    </message>
    <message numerus="yes">
        <source>in %n part(s) of the model&apos;s size</source>
        <translation>
            <numerusform>in %n Teil von der Größe des Modells</numerusform>
            <numerusform>in %n Teilen von der Größe des Modells</numerusform>
        </translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Estimated duration of a restoration</source>
        <translation>Geschätzte Dauer einer Restaurierung</translation>
    </message>
    <message>
        <source>greyscale</source>
        <translation>Graustufen</translation>
    </message>
    <message>
        <source>no colour profile</source>
        <translation>kein Farbprofil</translation>
    </message>
    <message>
        <source>This model works on pictures of one size only, so the photograph is restored in overlapping parts of that size. That takes longer, but there are no visible seams.</source>
        <translation>Dieses Modell verarbeitet nur Bilder einer Größe, deshalb wird das Foto in überlappenden Teilen dieser Größe restauriert. Das dauert länger, aber es entstehen keine sichtbaren Nähte.</translation>
    </message>
    <message>
        <source>The photograph doesn&apos;t fit into memory at once, so it is restored in overlapping parts. That takes longer, but there are no visible seams.</source>
        <translation>Das Foto passt nicht auf einmal in den Speicher und wird deshalb in überlappenden Teilen restauriert. Das dauert länger, aber es entstehen keine sichtbaren Nähte.</translation>
    </message>
    <message>
        <source>The photograph is restored in overlapping parts, so that you can see each as it is finished and stop in between. There are no visible seams.</source>
        <translation>Das Foto wird in überlappenden Teilen restauriert, damit jeder gleich zu sehen ist und der Lauf dazwischen angehalten werden kann. Es entstehen keine sichtbaren Nähte.</translation>
    </message>
    <message>
        <source>The photograph is restored in parts, one after the other.</source>
        <translation>Das Foto wird in Teilen restauriert, einer nach dem anderen.</translation>
    </message>
    <message>
        <source>Position and levels of the pixel under the pointer</source>
        <translation>Ort und Stufen des Pixels unter dem Zeiger</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <extracomment>Position and levels of a pixel: &quot;120, 80: 34 40 52&quot;</extracomment>
        <translation>%1, %2: %3</translation>
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
    <name>lacuna::ui::Suggestions</name>
    <message>
        <source>Finished. It may look better another way.</source>
        <translation>Fertig. Anders sieht es vielleicht besser aus.</translation>
    </message>
    <message>
        <source>A hole is so wide that its most probable fill is smooth. Texture borrowed from the rest of the photograph may look more natural.</source>
        <translation>Ein Loch ist so breit, dass seine wahrscheinlichste Füllung glatt ist. Struktur, aus dem übrigen Foto entlehnt, sieht vielleicht natürlicher aus.</translation>
    </message>
    <message>
        <source>Try borrowed texture</source>
        <translation>Entlehnte Struktur probieren</translation>
    </message>
    <message>
        <source>This result is kept.</source>
        <translation>Dieses Ergebnis bleibt.</translation>
    </message>
    <message>
        <source>A wide rim of the damage still shows around the mask. Grow the mask and restore again.</source>
        <translation>Um die Maske ist noch ein breiter Rand des Schadens zu sehen. Bitte die Maske ausweiten und noch einmal restaurieren.</translation>
    </message>
    <message>
        <source>A rim of the damage still shows around the mask. The mask can grow over it.</source>
        <translation>Um die Maske ist noch ein Rand des Schadens zu sehen. Die Maske kann darüber wachsen.</translation>
    </message>
    <message>
        <source>Include it and run again</source>
        <translation>Einbeziehen und noch einmal</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::TaskPanel</name>
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
        <source>Paint over what should be restored first.</source>
        <translation>Zuerst übermalen, was restauriert werden soll.</translation>
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
    <message>
        <source>Marked areas are treated as missing and filled in, too.</source>
        <translation>Markierte Flächen gelten als fehlend und werden ebenfalls ergänzt.</translation>
    </message>
    <message>
        <source>Only &amp;what is marked</source>
        <translation>Nur &amp;was markiert ist</translation>
    </message>
    <message>
        <source>As a new result</source>
        <translation>Als neues Ergebnis</translation>
    </message>
    <message>
        <source>Unmarked pixels stay exactly as they are.</source>
        <translation>Nicht markierte Pixel bleiben genau, wie sie sind.</translation>
    </message>
    <message>
        <source>Only what is marked</source>
        <translation>Nur was markiert ist</translation>
    </message>
    <message>
        <source>Keep the result whose settings were changed, and make another one with these</source>
        <translation>Das Ergebnis behalten, dessen Einstellungen geändert wurden, und mit diesen ein weiteres machen</translation>
    </message>
    <message>
        <source>Marked areas count as missing and are filled in, too.</source>
        <translation>Markiertes gilt als fehlend und wird ebenfalls ergänzt.</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Erneuern</translation>
    </message>
    <message>
        <source>Make “%1” anew with these settings</source>
        <translation>„%1“ mit diesen Einstellungen neu machen</translation>
    </message>
    <message>
        <source>Restore the photograph</source>
        <translation>Das Foto restaurieren</translation>
    </message>
    <message>
        <source>Stop and keep the result so far</source>
        <translation>Anhalten und das bisherige Ergebnis behalten</translation>
    </message>
    <message>
        <source>The picture that this run starts from has the marked areas filled in already.</source>
        <translation>In dem Bild, von dem dieser Lauf ausgeht, sind die markierten Stellen schon gefüllt.</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::TimelineFlow</name>
    <message>
        <source>Waiting for the first step …</source>
        <translation>Wartet auf den ersten Schritt …</translation>
    </message>
    <message>
        <source>Step %1 of %2   σ %L3</source>
        <translation>Schritt %1 von %2   σ %L3</translation>
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
        <source>steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>✓ What was removed looks like the noise you set</source>
        <translation>✓ Was entfernt wurde, sieht aus wie das eingestellte Rauschen</translation>
    </message>
    <message>
        <source>What the result doesn&apos;t explain of the photograph is %L1 times the noise that was set; values between %L2 and %L3 count as explained (%4 samples).</source>
        <translation>Was das Ergebnis vom Foto nicht erklärt, ist das %L1-Fache des eingestellten Rauschens; Werte zwischen %L2 und %L3 gelten als erklärt (%4 Werte).</translation>
    </message>
    <message>
        <source>The steps of this result are no longer available.</source>
        <translation>Die Schritte dieses Ergebnisses sind nicht mehr vorhanden.</translation>
    </message>
    <message>
        <source>Part %1 of %2, step %3 of %4   σ %L5</source>
        <translation>Teil %1 von %2, Schritt %3 von %4   σ %L5</translation>
    </message>
    <message>
        <source>PSNR %L1 dB</source>
        <translation>PSNR %L1 dB</translation>
    </message>
    <message>
        <source>Export steps</source>
        <extracomment>The last word of a file&apos;s name, as in holiday-steps.png</extracomment>
        <translation>Schritte exportieren</translation>
    </message>
    <message>
        <source>New folder for the steps</source>
        <translation>Neuer Ordner für die Schritte</translation>
    </message>
    <message>
        <source>What the result doesn&apos;t explain of “%5”, which it was made from, is %L1 times the noise that was set; values between %L2 and %L3 count as explained (%4 samples).</source>
        <translation>Was das Ergebnis von „%5“, woraus es entstand, nicht erklärt, ist das %L1-Fache des eingestellten Rauschens; Werte zwischen %L2 und %L3 gelten als erklärt (%4 Werte).</translation>
    </message>
    <message>
        <source>The steps are in “%1”.</source>
        <translation>Die Schritte sind in „%1“.</translation>
    </message>
    <message>
        <source>Part %1 of %2, step %3 of %4, level %5 of %6, %7 × %8   σ %L9</source>
        <translation>Teil %1 von %2, Schritt %3 von %4, Stufe %5 von %6, %7 × %8   σ %L9</translation>
    </message>
    <message>
        <source>Step %1 of %2, level %3 of %4, %5 × %6   σ %L7</source>
        <translation>Schritt %1 von %2, Stufe %3 von %4, %5 × %6   σ %L7</translation>
    </message>
    <message>
        <source>More was removed than the noise level you set. The real noise may be stronger, or the blur different.</source>
        <translation>Es wurde mehr entfernt als das eingestellte Rauschen. Vielleicht ist es in Wirklichkeit stärker, oder die Unschärfe eine andere.</translation>
    </message>
    <message>
        <source>Less was removed than the noise level you set. The real noise may be weaker.</source>
        <translation>Es wurde weniger entfernt als das eingestellte Rauschen. Vielleicht ist es in Wirklichkeit schwächer.</translation>
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
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source> per s</source>
        <translation> je s</translation>
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
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
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
        <source>Compute one step, then pause again (.)</source>
        <translation>Einen Schritt rechnen, dann wieder pausieren (.)</translation>
    </message>
    <message>
        <source>What to show of each step</source>
        <translation>Was von jedem Schritt gezeigt wird</translation>
    </message>
    <message>
        <source>The estimate (D) is the picture as this step sees it. The noisy state (x_t) is what the run works on, with less noise at every step.</source>
        <translation>Die Schätzung (D) ist das Bild, wie dieser Schritt es sieht. Der verrauschte Zustand (x_t) ist, woran der Lauf arbeitet, mit jedem Schritt weniger verrauscht.</translation>
    </message>
    <message>
        <source>Show loss</source>
        <translation>Verlust zeigen</translation>
    </message>
    <message>
        <source>How well the estimate fits the photograph and the prior, step by step</source>
        <translation>Wie gut die Schätzung zum Foto und zum Prior passt, Schritt für Schritt</translation>
    </message>
    <message>
        <source>Steps per second during playback</source>
        <translation>Schritte je Sekunde beim Abspielen</translation>
    </message>
    <message>
        <source>Export steps</source>
        <translation>Schritte exportieren</translation>
    </message>
    <message>
        <source>Play steps</source>
        <translation>Schritte abspielen</translation>
    </message>
    <message>
        <source>There was no room to keep what a branch from this step needs. Choose a step nearby.</source>
        <translation>Für das, was ein Abzweig von diesem Schritt braucht, war kein Platz. Bitte einen Schritt in der Nähe wählen.</translation>
    </message>
    <message>
        <source>Continue from this step with the current settings and mask. This result is kept.</source>
        <translation>Von diesem Schritt an mit den aktuellen Einstellungen und der aktuellen Maske weitermachen. Dieses Ergebnis bleibt erhalten.</translation>
    </message>
    <message>
        <source>&amp;One step</source>
        <translation>&amp;Ein Schritt</translation>
    </message>
    <message>
        <source>&amp;Export steps</source>
        <translation>Schritte e&amp;xportieren</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <translation>Ctrl+B</translation>
    </message>
</context>
<context>
    <name>lacuna::ui::TimelineStrip</name>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>The steps of the restoration. Drag, or use the arrow keys, to look at each of them.</source>
        <translation>Die Schritte der Restaurierung. Ziehen oder Pfeiltasten zeigen jeden davon.</translation>
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
        <source>Brush hardness</source>
        <translation>Pinselhärte</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
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
        <source>How much a colour may differ from the one you click, in 8-bit levels of each channel</source>
        <translation>Wie weit eine Farbe von der angeklickten abweichen darf, in 8-Bit-Stufen jedes Kanals</translation>
    </message>
    <message>
        <source>Shift: whole photograph</source>
        <translation>Umschalt: ganzes Foto</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <extracomment>Two keys</extracomment>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>Diameter of the brush, in pixels of the photograph</source>
        <translation>Durchmesser des Pinsels in Pixeln des Fotos</translation>
    </message>
    <message>
        <source>How much of the brush has full effect. Towards its edge, the restored picture fades into the photograph</source>
        <translation>Wie viel vom Pinsel voll wirkt. Zum Rand hin geht das Restaurierte in das Foto über</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Restores photographs.</source>
        <translation>Restauriert Fotos.</translation>
    </message>
    <message>
        <source>Write a log to standard error.</source>
        <translation>Ein Protokoll auf die Standardfehlerausgabe schreiben.</translation>
    </message>
    <message>
        <source>Show only the demonstration, in full screen.</source>
        <translation>Nur die Vorführung zeigen, im Vollbild.</translation>
    </message>
    <message>
        <source>The photographs and projects to open.</source>
        <translation>Die Fotos und Projekte, die geöffnet werden sollen.</translation>
    </message>
</context>
</TS>
