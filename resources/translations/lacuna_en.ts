<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>Missing</name>
    <message numerus="yes">
        <source>%n result(s) could not be read.</source>
        <translation>
            <numerusform>A result could not be read.</numerusform>
            <numerusform>%n results could not be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>How %n result(s) were made is not known any more.</source>
        <translation>
            <numerusform>How a result was made is not known any more.</numerusform>
            <numerusform>How %n results were made is not known any more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lacuna::ui::FileFlow</name>
    <message numerus="yes">
        <source>“%1” has %n result(s) that were not saved.</source>
        <translation>
            <numerusform>“%1” has a result that was not saved.</numerusform>
            <numerusform>“%1” has %n results that were not saved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) that you deleted are still in the project.</source>
        <translation>
            <numerusform>A result that you deleted is still in the project.</numerusform>
            <numerusform>%n results that you deleted are still in the project.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) have another name in the project.</source>
        <translation>
            <numerusform>A result has another name in the project.</numerusform>
            <numerusform>%n results have another name in the project.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lacuna::ui::StatusLine</name>
    <message numerus="yes">
        <source>in %n part(s)</source>
        <translation>
            <numerusform>in %n part</numerusform>
            <numerusform>in %n parts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n part(s) of the model&apos;s size</source>
        <translation>
            <numerusform>in %n part of the model&apos;s size</numerusform>
            <numerusform>in %n parts of the model&apos;s size</numerusform>
        </translation>
    </message>
</context>
</TS>
