<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>Faces</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GalleryBar</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutputLink</name>
    <message numerus="yes">
        <source>On: %n program(s) on this computer look at it.</source>
        <translation>
            <numerusform>On: %n program on this computer looks at it.</numerusform>
            <numerusform>On: %n programs on this computer look at it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_People</name>
    <message numerus="yes">
        <source>%n people seen</source>
        <translation>
            <numerusform>%n person seen</numerusform>
            <numerusform>%n people seen</numerusform>
        </translation>
    </message>
</context>
</TS>
