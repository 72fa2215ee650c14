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
    <name>Missing</name>
    <message numerus="yes">
        <source>%n result(s) could not be read.</source>
        <translation>
            <numerusform>%n result could not be read.</numerusform>
            <numerusform>%n results could not be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>How %n result(s) were made is no longer known.</source>
        <translation>
            <numerusform>How %n result was made is no longer known.</numerusform>
            <numerusform>How %n results were made is no longer known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The timeline(s) of %n result(s) could not be read.</source>
        <translation>
            <numerusform>The timeline of %n result could not be read.</numerusform>
            <numerusform>The timelines of %n results could not be read.</numerusform>
        </translation>
    </message>
</context>
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
    <name>lacuna::ui::BusyRow</name>
    <message numerus="yes">
        <source>%1 (%n more)</source>
        <translation>
            <numerusform>%1 (%n more)</numerusform>
            <numerusform>%1 (%n more)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lacuna::ui::DesktopFlow</name>
    <message numerus="yes">
        <source>The queue is finished: %n photograph(s) restored.</source>
        <translation>
            <numerusform>The queue is finished: %n photograph restored.</numerusform>
            <numerusform>The queue is finished: %n photographs restored.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The queue is finished: %n photograph(s) failed.</source>
        <translation>
            <numerusform>The queue is finished: %n photograph failed.</numerusform>
            <numerusform>The queue is finished: %n photographs failed.</numerusform>
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
    <message numerus="yes">
        <source>%n result(s) that you deleted are still in the project.</source>
        <translation>
            <numerusform>%n result that you deleted is still in the project.</numerusform>
            <numerusform>%n results that you deleted are still in the project.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) have another name in the project.</source>
        <translation>
            <numerusform>%n result has another name in the project.</numerusform>
            <numerusform>%n results have another name in the project.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) that you undid can&apos;t be redone afterwards.</source>
        <translation>
            <numerusform>%n step that you undid can&apos;t be redone afterwards.</numerusform>
            <numerusform>%n steps that you undid can&apos;t be redone afterwards.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lacuna::ui::FillPage</name>
    <message numerus="yes">
        <source>Before a run, the mask grows over any rim of damage left around it, by at most %n pixel(s). What you painted stays as it is.</source>
        <translation>
            <numerusform>Before a run, the mask grows over any rim of damage left around it, by at most %n pixel. What you painted stays as it is.</numerusform>
            <numerusform>Before a run, the mask grows over any rim of damage left around it, by at most %n pixels. What you painted stays as it is.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lacuna::ui::MainWindow</name>
    <message numerus="yes">
        <source>The queue is finished, but %n photograph(s) failed.</source>
        <translation>
            <numerusform>The queue is finished, but %n photograph failed.</numerusform>
            <numerusform>The queue is finished, but %n photographs failed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The queue is finished: %n photograph(s) restored.</source>
        <translation>
            <numerusform>The queue is finished: %n photograph restored.</numerusform>
            <numerusform>The queue is finished: %n photographs restored.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photograph(s) are still waiting. Results that were saved are kept.</source>
        <translation>
            <numerusform>%n photograph is still waiting. Results that were saved are kept.</numerusform>
            <numerusform>%n photographs are still waiting. Results that were saved are kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photograph(s) are still waiting in the queue.</source>
        <translation>
            <numerusform>%n photograph is still waiting in the queue.</numerusform>
            <numerusform>%n photographs are still waiting in the queue.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lacuna::ui::QueueFlow</name>
    <message numerus="yes">
        <source>%n failed.</source>
        <translation>
            <numerusform>%n failed.</numerusform>
            <numerusform>%n failed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lacuna::ui::ResultsPanel</name>
    <message numerus="yes">
        <source>%n coarse level(s), as much work as %L1 evaluations at full size</source>
        <translation>
            <numerusform>%n coarse level, as much work as %L1 evaluations at full size</numerusform>
            <numerusform>%n coarse levels, as much work as %L1 evaluations at full size</numerusform>
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
        <source>%n result(s) made from it are out of date. The previous version was kept; restore it from the menu of the results list.</source>
        <translation>
            <numerusform>%n result made from it is out of date. The previous version was kept; restore it from the menu of the results list.</numerusform>
            <numerusform>%n results made from it are out of date. The previous version was kept; restore it from the menu of the results list.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lacuna::ui::SolverFlow</name>
    <message numerus="yes">
        <source>%1, %n evaluation(s)</source>
        <translation>
            <numerusform>%1, %n evaluation</numerusform>
            <numerusform>%1, %n evaluations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recipe(s) were saved in “%1”.</source>
        <translation>
            <numerusform>%n recipe was saved in “%1”.</numerusform>
            <numerusform>%n recipes were saved in “%1”.</numerusform>
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
