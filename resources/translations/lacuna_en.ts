<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>Models</name>
    <message numerus="yes">
        <source>%n class(es)</source>
        <translation>
            <numerusform>%n class</numerusform>
            <numerusform>%n classes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lacuna::ui::FileFlow</name>
    <message numerus="yes">
        <source>%n result(s) of “%1” have not been saved.</source>
        <translation>
            <numerusform>%n result of “%1” has not been saved.</numerusform>
            <numerusform>%n results of “%1” have not been saved.</numerusform>
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
