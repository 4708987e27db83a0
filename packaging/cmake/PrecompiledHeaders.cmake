# Most of a compilation is reading Qt's headers, so those that nearly every file includes are compiled once: for what
# knows no windows (core) and for what does (ui). Every file still includes what it uses: ./dev lint reads it without.
set(PROMPTUARY_CORE_HEADERS
    <algorithm> <chrono> <expected> <functional> <memory> <optional> <ranges> <stop_token> <utility>
    <QByteArray> <QDateTime> <QDir> <QFile> <QFuture> <QHash> <QJsonArray> <QJsonDocument> <QJsonObject> <QList> <QObject>
    <QRegularExpression> <QSet> <QString> <QStringList> <QTimer>)
set(PROMPTUARY_UI_HEADERS
    ${PROMPTUARY_CORE_HEADERS}
    <QAbstractItemModel> <QApplication> <QComboBox> <QDialog> <QEvent> <QHBoxLayout> <QKeyEvent> <QLabel> <QLineEdit>
    <QLocale> <QPainter> <QPointer> <QPushButton> <QScrollBar> <QStyledItemDelegate> <QToolButton> <QVBoxLayout> <QWidget>)

# promptuary_precompiled(core|ui target…): the targets use the headers that promptuary_core or promptuary_ui compiles.
function(promptuary_precompiled layer)
    foreach(target ${ARGN})
        target_precompile_headers(${target} REUSE_FROM promptuary_${layer})
    endforeach()
endfunction()
