// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

class QAction;
class QActionGroup;
class QWidget;

namespace lacuna::ui {

/// Every action of the window, with its name, key and icon. What they do is connected elsewhere.
class Actions : public QObject {
    Q_OBJECT

  public:
    /// Adds all actions to `window`, so that their keys work wherever the focus is.
    explicit Actions(QWidget* window);

    QAction* open;
    QAction* save;
    QAction* saveAs;
    QAction* saveRecipe;
    QAction* saveProject;
    QAction* saveProjectAs;
    QAction* importMask;
    QAction* exportMask;
    QAction* exportOriginal;
    QAction* close;
    QAction* nextTab;
    QAction* previousTab;
    QAction* quit;
    QAction* undo;
    QAction* redo;
    QAction* copy;
    QAction* paste;
    QAction* deleteResult;
    QAction* goOnFrom;
    QAction* changeSettings;
    QAction* runAgain;
    QAction* preferences;
    QAction* shortcuts;
    QAction* models;
    QAction* crop;
    QAction* turnLeft;
    QAction* turnRight;
    QAction* mirror;
    QAction* clearMask;
    QAction* invertMask;
    QAction* growMask;
    QAction* shrinkMask;
    QAction* featherMask;
    QAction* findDamage;
    QActionGroup* damageKinds;    ///< what findDamage looks for; data: DamageKind; any of them
    QActionGroup* largestDamage;  ///< data: pixels, 0: no limit
    QAction* markMissing;
    QAction* markInfrared;
    QAction* nextMark;
    QAction* previousMark;
    QAction* removeMark;
    QAction* zoomIn;
    QAction* zoomOut;
    QAction* zoomActual;
    QAction* fit;
    QAction* compare;
    QAction* nextComparison;
    QAction* againstClean;
    QActionGroup* comparisons;      ///< with their Compare as data
    QActionGroup* differenceGains;  ///< with the factor as data
    QAction* showMask;
    QActionGroup* maskLooks;  ///< with their MaskLook as data
    QActionGroup* themes;
    QActionGroup* tasks;  ///< with their Task as data
    QAction* restore;
    QAction* tryRegion;
    QAction* seedGallery;
    QAction* compareSolvers;
    QAction* queue;
    QAction* degrade;
    QAction* demonstration;
    QAction* rulers;
    QAction* sidePanel;
    QAction* histogram;
    QAction* fullScreen;
    QAction* stop;
    QAction* manual;
    QAction* about;
    QActionGroup* tools;  ///< in the order of the tool bar; their data is the tool's index
    QAction* brush;
    QAction* eraser;
    QAction* rectangle;
    QAction* ellipse;
    QAction* lasso;
    QAction* polygon;
    QAction* similar;
    QAction* follow;
    QAction* hand;
    QAction* smallerBrush;
    QAction* largerBrush;
    QAction* softerBrush;
    QAction* harderBrush;

    /// Shows the rim's width in the texts of growMask, shrinkMask and featherMask.
    void setRim(int pixels);

  private:
    void makeComparisons();
    void makeFrameActions();
    void makeMaskActions();
    void makeTasks();
    void makeTools();
    void nameAll();
    QAction* makeChoice(QActionGroup* group, const QString& text, int data);
    QAction* make(const QString& text, const char* icon = nullptr);

    QWidget* mWindow;
};

}  // namespace lacuna::ui
