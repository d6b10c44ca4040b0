using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Editing;

/// <summary>Problems of writing a questionnaire in the browser.</summary>
internal static class DraftProblems
{
    public static Problem Unknown(string code) => new("questionnaire.no-draft", code,
        new("Không có bản đang soạn của phiếu này.", "This questionnaire is not being written now."), new("Mở lại danh sách phiếu hỏi.", "Open the list of questionnaires again."));

    public static Problem Gone(string row) => new("questionnaire.gone", row, new($"“{row}” không còn trong phiếu.", $"“{row}” is no more in the questionnaire."), new("Tải lại trang phiếu.", "Load the questionnaire again."));

    public static Problem Overtaken(string where) => new("questionnaire.overtaken", where,
        new("Người khác vừa lưu trước.", "Somebody else saved first."), new("Xem nội dung mới dưới đây, sửa cho đúng rồi lưu lại.", "Look at what is there now, mend yours and save again."));

    public static Problem There(string code) => new("questionnaire.draft-there", code,
        new($"Phiếu “{code}” đang được soạn.", $"“{code}” is being written already."), new("Mở bản đang soạn; nhập tệp vào đó nếu cần.", "Open that draft; read a file into it if need be."));

    public static Problem Code(string code) => new("questionnaire.code", "code",
        new($"“{code}” không dùng làm mã phiếu được.", $"“{code}” can't be the code of a questionnaire."), new("Dùng chữ thường không dấu, số, gạch nối và gạch dưới, bắt đầu bằng chữ, không quá 40 ký tự.", "Use small letters without accents, digits, hyphens and underscores, a letter first, 40 at most."));

    public static Problem OtherCode(string code, string file) => new("questionnaire.other-code", "file",
        new($"Tệp có form_id “{file}”, còn bản đang soạn là “{code}”.", $"The file has the form_id “{file}”, and this draft is “{code}”."), new("Sửa form_id trong tệp, hoặc soạn phiếu mới từ tệp.", "Correct form_id in the file, or begin a new questionnaire from it."));

    public static Problem NoTitle(string where) => new("questionnaire.no-title", where, new("Chưa ghi tên phiếu.", "The title is missing."), new("Ghi tên phiếu.", "Write it."));

    public static Problem NoFile(string where) => new("questionnaire.no-file", where, new("Chưa chọn tệp.", "No file is chosen."), new("Chọn tệp XLSForm (.xlsx).", "Choose an XLSForm (.xlsx)."));

    public static Problem NoSource(string where) => new("questionnaire.no-source", where, new("Chưa chọn bắt đầu từ đâu.", "Nothing to begin from is chosen."), new("Chọn một phiếu, một tệp, hoặc phiếu trống.", "Choose a questionnaire, a file, or an empty one."));

    public static Problem VersionTaken(string code, string version) => new("questionnaire.version-taken", "/settings:version",
        new($"Phiếu “{code}” đã có phiên bản {version} với nội dung khác.", $"“{code}” has a version {version} with other content."), new("Đặt phiên bản mới ở phần Tên, ngôn ngữ và cách tính.", "Give it a new version under “Title, languages and formula”."));

    public static Problem Parent() => new("questionnaire.parent", "parent", new("Nhóm không có, hoặc nằm trong chính dòng này.", "The group is not there, or stands inside this row."), new("Chọn nhóm khác.", "Choose another one."));

    public static Problem Renamed(string name, string survey) => new("questionnaire.renamed", "name",
        new($"Câu “{name}” đã hỏi trong cuộc khảo sát {survey}: đổi tên thì không so sánh được với các phiếu đã có.", $"“{name}” was asked in the survey {survey}: under another name it can't be compared with the answers there are."),
        new("Giữ tên cũ; nếu là câu hỏi khác, thêm câu mới.", "Keep the name; if it is another question, add a new one."));

    public static Problem TypeKept(string name, string type, string survey) => new("questionnaire.type-kept", "type",
        new($"Câu “{name}” đã hỏi trong cuộc khảo sát {survey} với loại {type}: câu trả lời loại khác không so sánh được.", $"“{name}” was asked in the survey {survey} as {type}: answers of another type can't be compared."),
        new("Giữ loại cũ, hoặc thêm câu mới với tên khác.", "Keep the type, or add a new question under another name."));

    public static Problem ChoiceRenamed(string where, string choice, string survey) => new("questionnaire.choice-renamed", where,
        new($"Lựa chọn “{choice}” đã dùng trong cuộc khảo sát {survey}: đổi mã thì không so sánh được với các phiếu đã có.", $"The choice “{choice}” was offered in the survey {survey}: under another name it can't be compared with the answers there are."),
        new("Giữ mã cũ; chỉ sửa nội dung, hoặc thêm lựa chọn mới.", "Keep the name; change the text alone, or add a new choice."));

    public static Problem CoreGone(string name) => new("questionnaire.core-gone", $"{name}:name",
        new($"Câu cốt lõi “{name}” không còn trong phiếu: mọi phiên bản đều hỏi câu này để so sánh giữa các năm và các nơi.", $"The core question “{name}” is gone: every version asks it, so that years and places compare."),
        new("Giữ câu này; câu hỏi riêng của địa phương thì thêm bên cạnh.", "Keep it; add questions of your own beside it."));

    public static Problem CoreChanged(string where, string name) => new("questionnaire.core-changed", where,
        new($"Câu cốt lõi “{name}” không hỏi như phiên bản trước: khác lời hoặc khác điều kiện thì không so sánh được.", $"The core question “{name}” is not asked as before: in other words or under other conditions it can't be compared."),
        new("Giữ nguyên câu này; muốn hỏi khác thì thêm câu của địa phương với tên khác.", "Leave it as it was; to ask otherwise, add a question of your own under another name."));

    public static Problem CoreList(string where, string list) => new("questionnaire.core-list", where,
        new($"Danh sách “{list}” là của câu cốt lõi nên các lựa chọn giữ nguyên.", $"The list “{list}” belongs to core questions, so its choices stay as they are."),
        new("Giữ nguyên; câu của địa phương dùng danh sách riêng.", "Leave it; give questions of your own a list of their own."));

    public static Problem LocalFactor(string where, string name) => new("questionnaire.core-factor", where,
        new($"Câu “{name}” là câu của địa phương: phiếu có câu cốt lõi nên câu này không vào chỉ số.", $"“{name}” is a local question: beside core questions it enters no index."),
        new("Bỏ yếu tố; kết quả của câu vẫn được báo cáo riêng từng câu.", "Leave the factor empty; the question is still reported by itself."));

    public static Problem CoreFactors(string where) => new("questionnaire.core-index", where,
        new("Phiếu có câu cốt lõi nên yếu tố và cách tính chỉ số giữ nguyên.", "Beside core questions the factors and the formula of the index stay as they are."), new("Giữ như phiên bản trước.", "Leave them as in the version before."));

    public static Problem ListTaken(string list) => new("questionnaire.list-taken", "name", new($"Đã có danh sách “{list}”.", $"There is a list “{list}”."), new("Đặt tên khác.", "Choose another name."));

    public static Problem ListUsed(string list, string question) => new("questionnaire.list-used", "name",
        new($"Câu “{question}” dùng danh sách “{list}” nên không bỏ hết lựa chọn được.", $"“{question}” uses the list “{list}”, so it can't be emptied."), new("Đổi danh sách của câu hỏi trước.", "Give the question another list first."));

    public static Problem NoLanguage() => new("questionnaire.no-language", "languages", new("Phiếu cần ít nhất một ngôn ngữ.", "A questionnaire needs a language."), new("Chọn ít nhất một ngôn ngữ.", "Choose one at least."));
}
