using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Questionnaires;

/// <summary>What may be wrong with a questionnaire's file.</summary>
internal static class QuestionnaireProblems
{
    public static Problem NoSheet(string file, string sheet) => new("questionnaire.no-sheet", file,
        new($"Tệp không có trang “{sheet}”.", $"The file has no sheet “{sheet}”."), new("Thêm trang này theo mẫu phiếu hỏi.", "Add it after the sample questionnaire."));

    public static Problem NoSettings(string where) => new("questionnaire.no-settings", where,
        new("Trang settings không có dòng nào.", "The sheet settings has no row."), new("Ghi form_id, version và form_title.", "Write form_id, version and form_title."));

    public static Problem NoLanguage(string where, string language, ImmutableArray<string> languages) => new("questionnaire.default-language", where,
        new($"Không cột nào có ngôn ngữ mặc định “{language}”.", $"No column has the default language “{language}”."), new($"Ghi một trong: {string.Join(", ", languages)}.", $"Write one of: {string.Join(", ", languages)}."));

    public static Problem TooLong(string where, int most) => new("questionnaire.too-long", where,
        new($"Phiếu hỏi có hơn {most} dòng.", $"The questionnaire has more than {most} rows."), new("Chia thành nhiều phiếu.", "Split it into several."));

    public static Problem NoQuestions(string where) => new("questionnaire.no-questions", where,
        new("Phiếu không hỏi câu nào.", "The questionnaire asks nothing."), new("Thêm ít nhất một câu hỏi.", "Add a question at least."));

    public static Problem NeverEnds(string where, string type) => new("questionnaire.never-ends", where,
        new($"Phần begin_{type} mở ở dòng này không có end_{type}.", $"The begin_{type} of this row has no end_{type}."), new($"Thêm dòng end_{type}.", $"Add a row end_{type}."));

    public static Problem NothingToEnd(string where, string type) => new("questionnaire.nothing-to-end", where,
        new($"end_{type} ở dòng này không đóng phần nào đang mở.", $"The end_{type} of this row closes nothing that is open."), new("Xóa dòng, hoặc đặt lại đúng chỗ.", "Delete the row, or move it."));

    public static Problem RepeatInRepeat(string where) => new("questionnaire.repeat-in-repeat", where,
        new("Phần lặp nằm trong một phần lặp khác.", "A repeat stands inside another."), new("Chỉ dùng một tầng lặp.", "Use one level of repeats."));

    public static Problem ManyPictures(string where, int most) => new("questionnaire.many-pictures", where,
        new($"Phiếu có hơn {most} câu hỏi ảnh (image).", $"The questionnaire asks for more than {most} pictures (image)."), new($"Giữ lại nhiều nhất {most} câu hỏi ảnh.", $"Keep {most} of them at most."));

    public static Problem PictureInRepeat(string where, string name) => new("questionnaire.picture-in-repeat", where,
        new($"Câu hỏi ảnh “{name}” nằm trong phần lặp.", $"“{name}” asks for a picture inside a repeat."), new("Đưa câu hỏi ảnh ra ngoài phần lặp.", "Move it out of the repeat."));

    public static Problem NoType(string where, string type, string all) => new("questionnaire.unknown-type", where,
        new($"Không có loại câu hỏi “{type}”.", $"There is no type of question “{type}”."), new($"Ghi một trong: {all}.", $"Write one of: {all}."));

    public static Problem Identifies(string where, string type) => new("questionnaire.identifies", where,
        new($"Loại “{type}” cho biết ai, ở đâu hoặc lúc nào trả lời, trong khi phiếu là ẩn danh.", $"“{type}” tells who, where or when somebody answered, and answers are anonymous."), new("Xóa dòng này.", "Delete the row."));

    public static Problem NoListNamed(string where, string type) => new("questionnaire.no-list-named", where,
        new($"“{type}” cần đúng một danh sách lựa chọn.", $"“{type}” needs the name of one list of choices."), new("Ghi dạng: select_one tên_danh_sách.", "Write: select_one list_name."));

    public static Problem NoList(string where, string list) => new("questionnaire.no-list", where,
        new($"Trang choices không có danh sách “{list}”.", $"The sheet choices has no list “{list}”."), new("Thêm danh sách, hoặc sửa tên.", "Add the list, or correct its name."));

    public static Problem Name(string where, string name) => new("questionnaire.name", where,
        new($"Tên “{name}” không dùng được.", $"The name “{name}” can't be used."), new("Dùng chữ không dấu, số và dấu gạch dưới, bắt đầu bằng chữ, không quá 64 ký tự.", "Use letters without accents, digits and underscores, a letter first, 64 at most."));

    public static Problem NameTwice(string where, string name) => new("questionnaire.name-twice", where,
        new($"Tên “{name}” dùng cho hai dòng.", $"Two rows are named “{name}”."), new("Đổi một tên.", "Rename one."));

    public static Problem NoQuestion(string where, string name) => new("questionnaire.no-question", where,
        new($"Biểu thức nhắc đến câu hỏi “{name}” không có trong phiếu.", $"An expression names the question “{name}”, which is not there."), new("Sửa tên trong ${…}.", "Correct the name in ${…}."));

    public static Problem NoChoiceColumn(string where, string column) => new("questionnaire.no-choice-column", where,
        new($"choice_filter dùng cột “{column}”, trong khi danh sách không có cột này.", $"choice_filter looks at the column “{column}”, which the list does not have."), new("Thêm cột vào trang choices, hoặc sửa tên.", "Add it to the sheet choices, or correct its name."));

    public static Problem Calculation(string where, string name) => new("questionnaire.calculation", where,
        new($"“{name}”: dòng calculate cần biểu thức ở cột calculation, và chỉ dòng calculate mới có.", $"“{name}”: a row calculate needs an expression in calculation, and only such a row has one."), new("Thêm hoặc xóa biểu thức.", "Add or remove the expression."));

    public static Problem Cycle(string where, string name) => new("questionnaire.cycle", where,
        new($"“{name}” phụ thuộc vào chính nó.", $"“{name}” depends on itself."), new("Sửa relevant hoặc calculation để bỏ vòng.", "Change relevant or calculation so that the circle ends."));

    public static Problem NoText(string where, string name, string language) => new("questionnaire.no-text", where,
        new($"Câu “{name}” không có nội dung{(language.Length > 0 ? $" bằng {language}" : "")}.", $"“{name}” has no label{(language.Length > 0 ? $" in {language}" : "")}."), new("Điền cột label.", "Fill in its label."));

    public static Problem NoLabel(string where, string name) => new("questionnaire.no-label", where,
        new($"Lựa chọn “{name}” không có nội dung.", $"The choice “{name}” has no label."), new("Điền cột label.", "Fill in its label."));

    public static Problem ChoiceName(string where, string name) => new("questionnaire.choice-name", where,
        new($"Mã lựa chọn “{name}” có dấu cách.", $"The choice “{name}” has a space in its name."), new("Viết liền, ví dụ rat_hai_long hoặc 5.", "Write it as one word, such as very_satisfied or 5."));

    public static Problem ChoiceTwice(string where, string list, string name) => new("questionnaire.choice-twice", where,
        new($"Danh sách “{list}” có hai lựa chọn mã “{name}”.", $"The list “{list}” has two choices “{name}”."), new("Đổi một mã.", "Rename one."));

    public static Problem NoFactor(string where, string factor) => new("questionnaire.no-factor", where,
        new($"Trang factors không có yếu tố “{factor}” ở các dòng trước.", $"The sheet factors has no factor “{factor}” on a row before."), new("Thêm yếu tố, hoặc sửa mã.", "Add the factor, or correct its code."));

    public static Problem FactorTwice(string where, string factor) => new("questionnaire.factor-twice", where,
        new($"Yếu tố “{factor}” được khai hai lần.", $"The factor “{factor}” stands twice."), new("Xóa một dòng.", "Delete one row."));

    public static Problem NoScale(string where, string name) => new("questionnaire.no-scale", where,
        new($"“{name}” thuộc một yếu tố của chỉ số nhưng câu trả lời không phải là thang số nguyên từ 0 trở lên.", $"“{name}” feeds a factor, but its answers are no scale of whole numbers from 0 up."), new($"Dùng select_one với mã 1, 2, 3…, hoặc range có 2 đến {NumberRange.LongestScale} mức.", $"Use select_one with the names 1, 2, 3 …, or a range of 2 to {NumberRange.LongestScale} steps."));

    public static Problem Polarity(string where, string text) => new("questionnaire.polarity", where,
        new($"“{text}” không phải là chiều của thang.", $"“{text}” is no polarity."), new("Ghi higher_better hoặc lower_better, hoặc để trống.", "Write higher_better or lower_better, or leave it empty."));

    public static Problem Weight(string where) => new("questionnaire.weight", where,
        new("Trọng số phải lớn hơn 0.", "A weight is above 0."), new("Ghi một số dương, hoặc để trống cho 1.", "Write a positive number, or nothing for 1."));

    public static Problem Parameters(string where, string text) => new("questionnaire.parameters", where,
        new($"Không hiểu “{text}”.", $"“{text}” is not understood."), new("Ghi dạng: start=1 end=5 step=1.", "Write: start=1 end=5 step=1."));

    public static Problem NoWorth(string where, string choice) => new("questionnaire.no-worth", where,
        new($"Chỉ số tính theo giá trị phương án, nhưng phương án “{choice}” chưa có giá trị từ 0 đến 100.", $"The index weighs options, but the choice “{choice}” has no worth from 0 to 100."), new("Ghi giá trị vào cột worth (ví dụ 100, 75, 50, 25, 0), hoặc đánh dấu “không có ý kiến”.", "Write it in the column worth (such as 100, 75, 50, 25, 0), or mark the choice as “no opinion”."));

    public static Problem IdleWorth(string where, string choice) => new("questionnaire.idle-worth", where,
        new($"Phương án “{choice}” có giá trị, nhưng không chỉ số nào dùng đến.", $"The choice “{choice}” has a worth that no index uses."), new("Ghi scoring là weighted_options trong phần cài đặt, hoặc xóa giá trị.", "Write weighted_options as scoring in the settings, or delete the worth."));

    public static Problem WeightedRange(string where, string name) => new("questionnaire.weighted-range", where,
        new($"Câu “{name}” cho điểm trên một khoảng số, nên phương án của nó không khai được giá trị.", $"“{name}” is a range, whose answers can't be given a worth."), new("Dùng select_one với danh sách có cột worth, hoặc cách tính khác.", "Use a select_one whose list has the column worth, or another scoring."));

    public static Problem WeightedPolarity(string where, string name) => new("questionnaire.weighted-polarity", where,
        new($"Câu “{name}” khai lower_better, trong khi giá trị phương án đã nói mức nào tốt.", $"“{name}” says lower_better, while the worth of its choices already says which is good."), new("Xóa polarity; nếu cần, cho câu này danh sách riêng với giá trị ngược lại.", "Delete the polarity; where need be, give the question a list of its own with the opposite worth."));
}
