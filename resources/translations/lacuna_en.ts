<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>Commands</name>
    <message numerus="yes">
        <source>Delete %1 and %n result(s) made from it</source>
        <translation>
            <numerusform>Delete %1 and %n result made from it</numerusform>
            <numerusform>Delete %1 and %n results made from it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lacuna::ui::RunFlow</name>
    <message numerus="yes">
        <source>%n result(s) are still out of date; the others are done.</source>
        <translation>
            <numerusform>%n result is still out of date; the others are done.</numerusform>
            <numerusform>%n results are still out of date; the others are done.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) made from it are out of date. The version before is kept; the menu of the list brings it back.</source>
        <translation>
            <numerusform>%n result made from it is out of date. The version before is kept; the menu of the list brings it back.</numerusform>
            <numerusform>%n results made from it are out of date. The version before is kept; the menu of the list brings it back.</numerusform>
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
