// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/flows/per_document.h"
#include "ui/flows/solver_pictures.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <string>
#include <utility>
#include <vector>

namespace lacuna::ui {

class FileService;
class MessageBar;
class RestorationController;
class SolverWindow;

/// Runs the same restoration with several solvers, one after the other, with the same seed and budget, and
/// shows them side by side. The results join the document's; so a project keeps a comparison, and the window
/// finds it again among the results.
class SolverFlow : public QObject {
    Q_OBJECT

  public:
    struct Parts {
        QWidget& window;
        Runs& runs;
        FileService& files;
        RestorationController& controller;
        MessageBar& messages;
    };

    explicit SolverFlow(const Parts& parts, QObject* parent = nullptr);

    /// Shows this document's comparison if its window was open; the previous one's goes on meanwhile.
    void setDocument(ImageDocument* document);
    void open();
    SolverWindow* window() const { return mWindow; }

  private:
    struct State {
        ~State();
        RunRequest request;
        DisplayImage start;  ///< what they begin from
        std::vector<SolverEntry> solvers;
        int current = -1;     ///< index of the solver that is at work; −1: none
        int evaluation = 0;   ///< that is shown
        bool follows = true;  ///< the newest one is
        bool isOpen = false;

        /// The one that is at work; only while there is one.
        SolverEntry& running() { return solvers[std::size_t(current)]; }
    };

    void compare();
    void next(ImageDocument& document);
    void connectRun(ImageDocument& document, const RestorationPtr& restoration);
    void take(ImageDocument& document, const ResultPtr& result);
    void fail(ImageDocument& document, const QString& reason);
    void end(ImageDocument& document);
    void stop();
    void recall(ImageDocument& document);
    void fill();
    void showLanes(const State& state);
    void showMoment(State& state);
    void choose(int evaluation);
    /// The results that have a recipe, with the chains that lead to them.
    std::vector<std::pair<std::string, Results>> recipes() const;
    void saveRecipes();

    Parts mParts;
    QPointer<ImageDocument> mDocument;
    SolverWindow* mWindow;
    PerDocument<State> mStates;
    SolverPictures mPictures;
};

}  // namespace lacuna::ui
