// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/checkpoints/checkpoint.h"
#include "core/checkpoints/model_description.h"
#include "core/files/remembered_hash.h"
#include "core/files/sha256.h"
#include "core/models/model_catalog.h"
#include "random_unet.h"

#include <QDir>
#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QtTest>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace lacuna;
namespace fs = std::filesystem;

namespace {

Metadata with(const std::string& key, const std::string& value) {
    Metadata metadata = test::metadataOf(test::smallConfig());
    metadata["lacuna.name"] = "mine";
    metadata["lacuna.licence"] = "CC0-1.0";
    metadata[key] = value;
    return metadata;
}

void writeModel(const fs::path& path, const Metadata& metadata = with("lacuna.name", "mine")) {
    fs::create_directories(path.parent_path());
    test::saveWeights(path, test::randomWeights(test::smallConfig()), metadata);
}

void writeText(const fs::path& path, const QByteArray& text) {
    QFile file(QString::fromStdString(path.string()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

class TestModelCatalog : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() {
        mFolder = std::make_unique<QTemporaryDir>();
        mRoot = mFolder->path().toStdString();
    }

    void listsWhatIsThere() {
        writeModel(mRoot / "a/mine.safetensors");
        writeModel(mRoot / "a/nameless.safetensors", with("lacuna.name", ""));
        writeText(mRoot / "a/broken.safetensors", "no model");
        writeText(mRoot / "a/readme.txt", "no model either");
        const auto models = ModelCatalog({mRoot / "a", mRoot / "missing"}).list();
        QCOMPARE(models.size(), std::size_t{3});
        QCOMPARE(models[0].name, std::string("broken"));
        QVERIFY(!models[0].problem.empty());
        QCOMPARE(models[1].name, std::string("mine"));
        QCOMPARE(models[1].family, std::string("lacuna-unet"));
        QCOMPARE(models[1].licence, std::string("CC0-1.0"));
        std::int64_t parameters = 0;
        for (const auto& [name, tensor] : test::randomWeights(test::smallConfig()))
            parameters += tensor.numel();
        QCOMPARE(models[1].parameters, parameters);
        QCOMPARE(models[1].preconditioning.sigmaMin, 0.002);
        QCOMPARE(models[1].preconditioning.sigmaMax, 80.0);
        QCOMPARE(models[1].bytes, static_cast<std::uint64_t>(fs::file_size(models[1].path)));
        QCOMPARE(models[1].sha256().size(), std::size_t{64});
        QVERIFY(models[1].problem.empty());
        QCOMPARE(models[2].name, std::string("nameless"));
    }

    /// Other names for what torch writes, and a file of any name that is asked for.
    void namesOfFiles() {
        fs::create_directories(mRoot / "a");
        for (const char* name : {"one.bin", "two.ckpt", "three.ts", "four.pickle"})
            fs::copy(LACUNA_TEST_DATA "/parity/drunet_gray.pth", mRoot / "a" / name);
        const ModelCatalog catalog({mRoot / "a"});
        QCOMPARE(catalog.list().size(), std::size_t{3});
        QCOMPARE(catalog.find("one").family, std::string("drunet"));
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(QString::fromStdString((mRoot / "a").string())));
        for (const char* name : {"one.bin", "two.ckpt", "three.ts", "four.pickle"})
            QCOMPARE(ModelCatalog(std::vector<fs::path>{}).find(name).family, std::string("drunet"));
        QVERIFY(QDir::setCurrent(before));
    }

    void earlierFolderWins() {
        writeModel(mRoot / "a/mine.safetensors", with("lacuna.description", "first"));
        writeModel(mRoot / "b/other.safetensors", with("lacuna.description", "second"));
        const ModelCatalog catalog({mRoot / "a", mRoot / "b"});
        QCOMPARE(catalog.list().size(), std::size_t{1});
        QCOMPARE(catalog.find("mine").description, std::string("first"));
        QCOMPARE(ModelCatalog({mRoot / "b", mRoot / "a"}).find("mine").description, std::string("second"));
    }

    void soundOneBeatsBroken() {
        fs::create_directories(mRoot / "a");
        writeText(mRoot / "a/mine.safetensors", "broken");
        writeModel(mRoot / "b/x.safetensors");
        QCOMPARE(ModelCatalog({mRoot / "a", mRoot / "b"}).find("mine").path, mRoot / "b/x.safetensors");
    }

    void catalogFileAddsLicence() {
        writeModel(mRoot / "a/mine.safetensors");
        writeText(
            mRoot / "a/catalog.json",
            R"({"version":1,"models":[{"file":"mine.safetensors","licence":"CC-BY-4.0","licenceNote":"why"}, 7]})");
        const InstalledModel model = ModelCatalog({mRoot / "a"}).find("mine");
        QCOMPARE(model.licence, std::string("CC-BY-4.0"));
        QCOMPARE(model.licenceNote, std::string("why"));
        QCOMPARE(ModelCatalog(std::vector<fs::path>{}).find(model.path.string()).licence,
                 std::string("CC-BY-4.0"));
    }

    void brokenCatalogCostsNoModel_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"", "{", "[]", "{\"models\":3}", "{\"models\":[{\"file\":3}]}"})
            QTest::newRow(text) << QByteArray(text);
    }
    void brokenCatalogCostsNoModel() {
        QFETCH(QByteArray, text);
        writeModel(mRoot / "a/mine.safetensors");
        writeText(mRoot / "a/catalog.json", text);
        QCOMPARE(ModelCatalog({mRoot / "a"}).find("mine").licence, std::string("CC0-1.0"));
    }

    void findFails_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, ErrorCode code, const char* text) {
            QTest::newRow(name) << QString(name) << static_cast<int>(code) << QString(text);
        };
        row("nobody", ErrorCode::ModelNotFound, "folder-b");
        row("", ErrorCode::ModelNotFound, "folder-a");
        row("./nobody.safetensors", ErrorCode::ModelNotFound, "no such file");
        row("broken", ErrorCode::ModelFile, "this is text");
        row("foreign", ErrorCode::ModelUnsupported, "lacuna.family");
        row("loop.pt", ErrorCode::ModelNotFound, "symbolic links");
        row("./folder-a/loop.pt", ErrorCode::ModelNotFound, "symbolic links");
        row("./folder-a/dangling.pt", ErrorCode::ModelNotFound, "a link to nowhere.pt");
        row("./folder-a/socket.pt", ErrorCode::ModelFile, "it isn't an ordinary file");
        row("nan", ErrorCode::ModelFile, "not finite");
        row("misshapen", ErrorCode::ModelFile, "has shape");
        row("less", ErrorCode::ModelFile, "is missing");
    }
    void findFails() {
        QFETCH(QString, name);
        QFETCH(int, code);
        QFETCH(QString, text);
        fs::create_directories(mRoot / "folder-a");
        writeText(mRoot / "folder-a/broken.safetensors", "This is not a model file.");
        writeModel(mRoot / "folder-a/foreign.safetensors", {});
        fs::create_symlink("loop.pt", mRoot / "loop.pt");
        fs::create_symlink("loop.pt", mRoot / "folder-a/loop.pt");
        fs::create_symlink("nowhere.pt", mRoot / "folder-a/dangling.pt");
        const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
        const auto closing = qScopeGuard([&] { ::close(socket); });
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        (mRoot / "folder-a/socket.pt").string().copy(address.sun_path, sizeof(address.sun_path) - 1);
        QCOMPARE(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
        for (const std::string broken : {"nan", "misshapen", "less"}) {
            TensorMap weights = test::randomWeights(test::smallConfig());
            if (broken == "nan") weights["us.0.bias"][3] = std::nan("");
            if (broken == "misshapen") weights["out.weight"] = test::randomTensor({12, 6, 3, 2}, 1);
            if (broken == "less") weights.erase("out.weight");
            test::saveWeights(mRoot / "folder-a" / (broken + ".safetensors"), weights,
                              with("lacuna.name", broken));
        }
        const QString before = QDir::currentPath();
        const auto back = qScopeGuard([&] { QDir::setCurrent(before); });
        QVERIFY(QDir::setCurrent(QString::fromStdString(mRoot.string())));
        try {
            ModelCatalog({mRoot / "folder-a", mRoot / "folder-b"}).find(name.toStdString()).checkValues();
        } catch (const Error& error) {
            QCOMPARE(static_cast<int>(error.code()), code);
            QVERIFY2(QString(error.what()).contains(text), error.what());
            return;
        }
        QFAIL("it was found");
    }

    void description_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, const char* key, const char* value, ErrorCode code) {
            QTest::newRow(name) << QString(key) << QString(value) << static_cast<int>(code);
        };
        row("range", "lacuna.range", "[0,1]", ErrorCode::ModelUnsupported);
        row("no preconditioning", "lacuna.preconditioning", "", ErrorCode::ModelFile);
        row("preconditioning is a list", "lacuna.preconditioning", "[]", ErrorCode::ModelFile);
        row("unknown kind", "lacuna.preconditioning", R"({"kind":"vp"})", ErrorCode::ModelUnsupported);
        row("no sigma", "lacuna.preconditioning", R"({"kind":"edm","sigma_data":0.5,"sigma_min":1})",
            ErrorCode::ModelFile);
        row("sigma is text", "lacuna.preconditioning",
            R"({"kind":"edm","sigma_data":"0.5","sigma_min":1,"sigma_max":2})", ErrorCode::ModelFile);
        row("sigma backwards", "lacuna.preconditioning",
            R"({"kind":"edm","sigma_data":0.5,"sigma_min":2,"sigma_max":1})", ErrorCode::ModelFile);
        row("sigma zero", "lacuna.preconditioning",
            R"({"kind":"edm","sigma_data":0.5,"sigma_min":0,"sigma_max":1})", ErrorCode::ModelFile);
        row("other c_noise", "lacuna.preconditioning",
            R"({"kind":"edm","sigma_data":0.5,"sigma_min":1,"sigma_max":2,"c_noise":"sigma"})",
            ErrorCode::ModelUnsupported);
    }
    void description() {
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(int, code);
        writeModel(mRoot / "m.safetensors", with(key.toStdString(), value.toStdString()));
        try {
            describeModel(Checkpoint::open(mRoot / "m.safetensors"));
        } catch (const Error& error) {
            QCOMPARE(static_cast<int>(error.code()), code);
            return;
        }
        QFAIL("it was accepted");
    }

    void searchOrder() {
        const std::string root = mRoot.string();
        qputenv("LACUNA_MODEL_PATH", QByteArray::fromStdString(root + "/one::relative:" + root + "/two"));
        qputenv("XDG_DATA_HOME", QByteArray::fromStdString(root + "/home"));
        qputenv("XDG_DATA_DIRS", QByteArray::fromStdString(root + "/x:" + root + "/y:" + root + "/x"));
        const auto folders = ModelCatalog::defaultFolders();
        QCOMPARE(folders[0], mRoot / "one");
        QCOMPARE(folders[1], mRoot / "two");
        QCOMPARE(folders[2], mRoot / "home/lacuna/models");
        const fs::path program = QCoreApplication::applicationDirPath().toStdString();
        QCOMPARE(folders[3], program.parent_path() / "share/lacuna/models");
        QCOMPARE(folders[folders.size() - 2], mRoot / "x/lacuna/models");
        QCOMPARE(folders[folders.size() - 1], mRoot / "y/lacuna/models");
        writeModel(mRoot / "y/lacuna/models/far.safetensors", with("lacuna.name", "far"));
        QCOMPARE(ModelCatalog().find("far").path, mRoot / "y/lacuna/models/far.safetensors");
        qunsetenv("LACUNA_MODEL_PATH");
        qunsetenv("XDG_DATA_HOME");
        qunsetenv("XDG_DATA_DIRS");
    }

    /// The files that ship are those that the catalog describes, and are found without any setting.
    void bundledModels() {
        const fs::path folder = fs::path(LACUNA_SOURCE_DIR) / "models";
        QFile file(QString::fromStdString((folder / "catalog.json").string()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto json = nlohmann::json::parse(file.readAll().toStdString());
        int bundled = 0;
        for (const auto& entry : json.at("models")) {
            if (entry.contains("source")) continue;  // to be had elsewhere
            const InstalledModel model = ModelCatalog().find(entry.at("name").get<std::string>());
            QCOMPARE(model.path.filename().string(), entry.at("file").get<std::string>());
            QCOMPARE(model.family, entry.at("family").get<std::string>());
            QCOMPARE(model.sha256(), entry.at("sha256").get<std::string>());
            QVERIFY(model.isBundled());
            QCOMPARE(model.bytes, entry.at("size").get<std::uint64_t>());
            QCOMPARE(model.licence, entry.at("licence").get<std::string>());
            QVERIFY(fs::exists(folder / (model.name + ".md")));
            ++bundled;
        }
        QVERIFY(bundled > 0);
    }

    /// A catalog's word counts for a file in another folder, and what no folder has is to be had elsewhere.
    void publishedModels() {
        fs::create_directories(mRoot / "a");
        fs::create_directories(mRoot / "b");
        const nlohmann::json greyEntry{{"name", "grey"},
                                       {"family", "drunet"},
                                       {"file", "drunet_gray.pth"},
                                       {"licence", "MIT"},
                                       {"source", "https:a"}};
        const nlohmann::json facesEntry{{"name", "faces"},     {"family", "adm"}, {"file", "faces.pt"},
                                        {"source", "https:b"}, {"size", 7},       {"imageSize", 256},
                                        {"url", "https:c"},    {"sha256", "ab"}};
        const nlohmann::json text{{"version", 1}, {"models", nlohmann::json::array({greyEntry, facesEntry})}};
        std::ofstream(mRoot / "b/catalog.json") << text.dump();
        fs::copy(LACUNA_TEST_DATA "/parity/drunet_gray.pth", mRoot / "a/drunet_gray.pth",
                 fs::copy_options::overwrite_existing);
        const ModelCatalog catalog({mRoot / "a", mRoot / "b"});
        const InstalledModel grey = catalog.find("drunet_gray");
        QCOMPARE(grey.family, std::string("drunet"));
        QCOMPARE(grey.licence, std::string("MIT"));
        QCOMPARE(grey.source, std::string("https:a"));
        QCOMPARE(catalog.find(grey.path.string()).licence, std::string("MIT"));
        const std::vector<AvailableModel> available = catalog.available();
        QCOMPARE(available.size(), std::size_t(1));
        QCOMPARE(available[0].name, std::string("faces"));
        QCOMPARE(available[0].bytes, std::uint64_t(7));
        QCOMPARE(available[0].imageSize, std::int64_t(256));
        QCOMPARE(available[0].source, std::string("https:b"));
        QCOMPARE(available[0].downloads.size(), std::size_t(1));
        const ModelDownload& download = available[0].downloads[0];
        QCOMPARE(download.file, fs::path("faces.pt"));
        QCOMPARE(download.url, std::string("https:c"));
        QCOMPARE(download.bytes, std::uint64_t(7));
        QCOMPARE(download.sha256, std::string("ab"));
    }

    void downloads_data() {
        QTest::addColumn<QByteArray>("entry");
        QTest::addColumn<QStringList>("files");
        const auto row = [](const char* name, const char* entry, const QStringList& files) {
            QTest::newRow(name) << QByteArray(entry) << files;
        };
        row("none", R"({"file":"a.pt"})", {});
        row("a file", R"({"file":"a.pt","url":"https:a"})", {"a.pt"});
        row("a folder",
            R"({"file":"a","parts":[{"file":"config.json","url":"https:1"},{"file":"w.bin","url":"https:2"}]})",
            {"a/config.json", "a/w.bin"});
        row("one is nowhere", R"({"file":"a","parts":[{"file":"x","url":"https:1"},{"file":"y"}]})", {});
        row("out of the folder", R"({"file":"../a.pt","url":"https:a"})", {});
        row("absolute", R"({"file":"/a.pt","url":"https:a"})", {});
        row("a part out of it", R"({"file":"a","parts":[{"file":"../../x","url":"https:1"}]})", {});
        row("a part without a name", R"({"file":"a","parts":[{"url":"https:1"}]})", {});
        row("parts are text", R"({"file":"a","parts":"b"})", {});
    }
    void downloads() {
        QFETCH(QByteArray, entry);
        QFETCH(QStringList, files);
        fs::create_directories(mRoot / "a");
        writeText(mRoot / "a/catalog.json", R"({"version":1,"models":[)" + entry + "]}");
        const std::vector<AvailableModel> available = ModelCatalog({mRoot / "a"}).available();
        QCOMPARE(available.size(), std::size_t(1));
        QStringList found;
        for (const ModelDownload& download : available[0].downloads)
            found << QString::fromStdString(download.file.string());
        QCOMPARE(found, files);
    }

    /// Downloads come from the publishers' own hosts, encrypted, and where a hash is stated it is one.
    void catalogsDownloads() {
        int offered = 0;
        for (const AvailableModel& model :
             ModelCatalog({fs::path(LACUNA_SOURCE_DIR) / "models"}).available()) {
            for (const ModelDownload& download : model.downloads) {
                QVERIFY2(download.url.starts_with("https://"), download.url.c_str());
                QVERIFY2(download.url.ends_with("/" + download.file.filename().string()),
                         download.url.c_str());
                QVERIFY(download.sha256.empty() || download.sha256.size() == 64);
            }
            offered += model.downloads.empty() ? 0 : 1;
        }
        QVERIFY(offered > 20);
    }

    void hashOfPieces() {
        const std::string text = "The quick brown fox jumps over the lazy dog";
        const auto bytes = std::as_bytes(std::span(text));
        Sha256 hash;
        hash.add(bytes.first(10));
        hash.add({});
        hash.add(bytes.subspan(10));
        const std::string whole = "d7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592";
        QCOMPARE(hash.finish(), whole);
        writeText(mRoot / "x", QByteArray::fromStdString(text));
        double share = 0;
        QCOMPARE(hashOfFile(mRoot / "x", ErrorCode::ModelFile, [&](double now) { share = now; }), whole);
        QCOMPARE(share, 1.0);
    }

    /// A model in shards is another one when any of them is.
    void hashOfShards() {
        writeText(mRoot / "a.bin", "first");
        writeText(mRoot / "b.bin", "second");
        InstalledModel model;
        model.path = mRoot;
        model.weights = {mRoot / "a.bin", mRoot / "b.bin"};
        std::vector<double> shares;
        const std::string hash = model.sha256([&](double now) { shares.push_back(now); });
        const std::string both = hashOfFile(mRoot / "a.bin") + hashOfFile(mRoot / "b.bin");
        QCOMPARE(hash, sha256(std::as_bytes(std::span(both))));
        QVERIFY(std::is_sorted(shares.begin(), shares.end()));
        QCOMPARE(shares.back(), 1.0);
        writeText(mRoot / "b.bin", "another");
        QVERIFY(model.sha256() != hash);
        model.weights.pop_back();
        QCOMPARE(model.sha256(), hashOfFile(mRoot / "a.bin"));
    }

    /// A large file is hashed once, and again when anything about it changes.
    void hashesAreRemembered() {
        qputenv("XDG_CACHE_HOME", QByteArray::fromStdString((mRoot / "cache").string()));
        const fs::path cache = mRoot / "cache/lacuna/hashes.json";
        const QByteArray content(5 << 20, 'a');
        const std::string honest = sha256(std::as_bytes(std::span(content)));
        const fs::path model = mRoot / "large.pt";
        writeText(model, content);
        QCOMPARE(rememberedSha256(model), honest);
        QVERIFY(!fs::exists(cache));  // it was changed a moment ago
        QTest::qWait(2100);
        QCOMPARE(rememberedSha256(model), honest);
        QVERIFY(fs::exists(cache));

        const std::string other(64, '7');
        const auto lie = [&] {
            QFile file(QString::fromStdString(cache.string()));
            if (!file.open(QIODevice::ReadOnly)) return;
            const QByteArray text = file.readAll();
            file.close();
            writeText(cache, QByteArray(text).replace(honest.c_str(), other.c_str()));
        };
        lie();
        double share = 0;
        QCOMPARE(rememberedSha256(model, [&](double now) { share = now; }), other);
        QCOMPARE(share, 1.0);

        // Neither size nor the time that programs can set says that this is another file.
        const auto written = fs::last_write_time(model);
        QByteArray changed = content;
        changed[1000] = 'b';
        writeText(model, changed);
        fs::last_write_time(model, written);
        QCOMPARE(rememberedSha256(model), sha256(std::as_bytes(std::span(changed))));

        writeText(cache, "{\"");
        QCOMPARE(rememberedSha256(model), sha256(std::as_bytes(std::span(changed))));
        fs::remove_all(mRoot / "cache");
        writeText(mRoot / "cache", "a file where the folder should be");
        QCOMPARE(rememberedSha256(model), sha256(std::as_bytes(std::span(changed))));
        qunsetenv("XDG_CACHE_HOME");
    }

    /// Of a folder of diffusers the hash is that of its weights.
    void hashOfAFolder() {
        const fs::path folder = LACUNA_TEST_DATA "/parity/diffusers_sample";
        const InstalledModel model = ModelCatalog(std::vector<fs::path>{}).find(folder.string());
        const fs::path weights = folder / "unet/diffusion_pytorch_model.safetensors";
        QVERIFY(model.weights == std::vector{weights});
        QCOMPARE(model.sha256(), hashOfFile(weights));
        QVERIFY(!model.isBundled());
    }

    void sourcesOfAModel() {
        writeModel(mRoot / "a/mine.safetensors");
        const fs::path sidecar = mRoot / "a/mine.safetensors.json";
        writeText(sidecar, "{}");
        const std::vector<fs::path> expected{mRoot / "a/mine.safetensors", sidecar};
        QVERIFY(Checkpoint::open(mRoot / "a/mine.safetensors").sources() == expected);
    }

  private:
    std::unique_ptr<QTemporaryDir> mFolder;
    fs::path mRoot;
};

}  // namespace

QTEST_GUILESS_MAIN(TestModelCatalog)
#include "test_model_catalog.moc"
