using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Imported;

/// <summary>What can be wrong with tables of surveys run elsewhere.</summary>
public static class ImportProblems
{
    public static Problem WrongFigure(string where, Words why) => new("survey.import-figure", where,
        new($"Số này không dùng được: {why.Vi}.", $"This number can't be used: {why.En}."), new("Sửa ô này theo nguồn.", "Correct the cell after its source."));

    public static Problem Twice(string where, string unit, string factor) => new("survey.import-twice", where,
        new($"Đơn vị {unit} có hai giá trị cho \"{factor}\".", $"Unit {unit} has two values of \"{factor}\"."), new("Giữ một dòng.", "Keep one row."));

    public static Problem NoFigures(string where) => new("survey.import-empty", where,
        new("Bảng không có giá trị nào.", "The table holds no figure."), new("Ghi mỗi đơn vị một dòng.", "Write a row for each unit."));

    public static Problem NoTable() => new("survey.import-no-table", "table",
        new("Chưa chọn tệp bảng số liệu.", "No table is chosen."), new("Chọn tệp CSV hoặc Excel với cột unit, value; name, factor, forms, standard_error nếu có.", "Choose a CSV or Excel file with the columns unit and value, and name, factor, forms, standard_error if any."));

    public static Problem NoDay(string typed) => new("survey.import-declared", "date",
        new($"“{typed}” không phải là ngày.", $"“{typed}” is not a date."), new("Ghi ngày dạng 31/12/2025.", "Write a date such as 31/12/2025."));

    public static Problem Undeclared(string where, Words what) => new("survey.import-declared", where,
        new($"Chưa đủ để nhập bảng: {what.Vi}.", $"The table can't come in yet: {what.En}."), new("Bổ sung rồi nhập lại.", "Add it and import again."));

    public static Problem NoAnswers(string where) => new("survey.import-no-answers", where,
        new("Tệp không có phiếu trả lời nào.", "The file holds no answer."), new("Ghi mỗi phiếu một dòng, dưới dòng tên cột unit, stratum (nếu có) và tên các câu hỏi.", "Write a row for each answer, below the columns unit, stratum (if any) and the names of the questions."));

    public static Problem ManySheets(string where, IEnumerable<string> sheets) => new("survey.import-many-sheets", where,
        new($"Tệp có nhiều trang tính: {string.Join(", ", sheets)}.", $"The workbook has several sheets: {string.Join(", ", sheets)}."), new("Để mọi phiếu trong một trang tính, xóa các trang khác.", "Put all answers on one sheet and delete the others."));

    public static Problem TooManyCells(string where, long most) => new("survey.import-too-large", where,
        new($"Tệp có hơn {VietnameseNumbers.CountText((int)most)} ô.", $"The file has more than {VietnameseNumbers.CountEnglish((int)most)} cells."), new("Chia thành nhiều tệp.", "Part it into several files."));

    public static Problem SmallGroups(string where, string unit, int groups, int least) => new("survey.import-small", where,
        new($"Cơ quan {unit} có {groups} tầng (cột stratum) dưới {least} phiếu.", $"Unit {unit} has {groups} strata (column stratum) of fewer than {least} answers."), new("Gộp các tầng nhỏ, để trống cột stratum, hoặc bỏ cơ quan có quá ít phiếu; cột này không ghi tên hay số của từng người.", "Put small strata together, leave the column stratum empty, or leave out a unit with too few answers; the column takes no names or numbers of people."));

    public static Problem NoAnswersFile() => new("survey.import-no-file", "answers",
        new("Chưa chọn tệp phiếu trả lời.", "No file of answers is chosen."), new("Chọn tệp CSV, Excel hoặc Parquet.", "Choose a CSV, Excel or Parquet file."));

    public static Problem NoSource() => new("survey.import-no-source", "source",
        new("Ghi ai đã khảo sát và văn bản nào nói vậy, tối đa 500 ký tự.", "Say who ran the survey and which document says so, in 500 signs at most."), new("Ghi như: Viện Nghiên cứu, Báo cáo số 12/BC-VNC.", "Write it like: the institute, report 12/BC-VNC."));

    public static Problem OtherFile() => new("survey.import-other-file", "answers",
        new("Tệp đang chờ không còn là tệp đã xem.", "The file that waits is not the one that was shown."), new("Xem lại tệp rồi nhập.", "Look at the file again, then take it in."));

    public static Problem HalfTaken(string where) => new("survey.import-half-taken", where,
        new("Phiếu trong tệp này đã có trong khảo sát; lần nhập trước bị ngắt ở bước cuối.", "The answers of this file are in the survey already; taking it in was cut off at the last step."), new("Bấm nhập lần nữa: chỉ ghi nốt vào nhật ký, không thêm phiếu.", "Take it in once more: only the record is added, no answer."));

    public static Problem TakenIn(string where) => new("survey.import-taken-in", where,
        new("Tệp này đã được nhập rồi.", "This file was taken in before."), new("Không có việc gì phải làm; phiếu bổ sung thì ghi vào tệp khác.", "Nothing needs to be done; write further answers to another file."));

    public static Problem Known(string code) => new("survey.import-known", code,
        new("Mã này đã có bảng khác hoặc một cuộc khảo sát; nội dung đã nhập không thay được.", "This code belongs to another table or to a survey, and what was imported never changes."), new("Nhập với mã khác.", "Import under another code."));
}
