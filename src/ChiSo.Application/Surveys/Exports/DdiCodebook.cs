using System.Globalization;
using System.Text;
using System.Xml;
using ChiSo.Application.Surveys.Collection;

namespace ChiSo.Application.Surveys.Exports;

/// <summary>Describes a survey and its variables as DDI Codebook 2.5, for archives and catalogues.</summary>
public static class DdiCodebook
{
    private const string Namespace = "ddi:codebook:2_5";
    private const string Version = "2.5";

    /// <param name="stream">Left open.</param>
    /// <param name="table">What is described; its rows are not looked at.</param>
    /// <param name="file">Name of the file of answers.</param>
    /// <param name="hidden">What was put together or left out.</param>
    /// <param name="design">What the file carries of its design; <c>null</c> for nothing.</param>
    public static void Write(Stream stream, LiveSurvey survey, LabelledTable table, string file, SmallGroups hidden, ExportNotes notes, CarriedDesign? design = null)
    {
        var language = survey.Form.DefaultLanguage is [.., ')'] named && named.LastIndexOf('(') is >= 0 and var at ? named[(at + 1)..^1] : "vi";
        using var writer = XmlWriter.Create(stream, new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, CloseOutput = false });
        writer.WriteStartElement("codeBook", Namespace);
        writer.WriteAttributeString("version", Version);
        writer.WriteAttributeString("xml", "lang", null, language);
        WriteStudy(writer, survey, table, hidden, notes, design);
        Within(writer, "fileDscr", () => Within(writer, "fileTxt", () =>
        {
            Leaf(writer, "fileName", file);
            Within(writer, "dimensns", () =>
            {
                Leaf(writer, "caseQnty", hidden.Answers.ToString(CultureInfo.InvariantCulture));
                Leaf(writer, "varQnty", table.Variables.Length.ToString(CultureInfo.InvariantCulture));
            });
        }));
        Within(writer, "dataDscr", () =>
        {
            for (var number = 0; number < table.Variables.Length; number++)
                WriteVariable(writer, table.Variables[number], string.Create(CultureInfo.InvariantCulture, $"V{number + 1}"));
        });
        writer.WriteEndElement();
    }

    private static void WriteStudy(XmlWriter writer, LiveSurvey survey, LabelledTable table, SmallGroups hidden, ExportNotes notes, CarriedDesign? design) => Within(writer, "stdyDscr", () =>
    {
        var declared = survey.Declaration;
        Within(writer, "citation", () =>
        {
            Within(writer, "titlStmt", () =>
            {
                Leaf(writer, "titl", table.Title);
                Leaf(writer, "IDNo", survey.Code);
            });
            Within(writer, "rspStmt", () => Leaf(writer, "AuthEnty", declared.Asker.Values.First()));
            Within(writer, "verStmt", () => Leaf(writer, "version", $"{survey.Form.Code} {survey.Form.Version} {survey.Hash}".Trim()));
        });
        Within(writer, "stdyInfo", () =>
        {
            Leaf(writer, "abstract", $"{declared.Purpose.Values.First()} ({declared.Decision})");
            Within(writer, "sumDscr", () =>
            {
                Date("start", declared.Opens);
                Date("end", declared.Closes);
                Leaf(writer, "anlyUnit", "Người trả lời phiếu khảo sát");
            });
        });
        Within(writer, "method", () =>
        {
            WriteCollection(writer, declared, hidden, notes, design);
            Within(writer, "anlyInfo", () => Leaf(writer, "respRate", notes.Response.All.Vi));
        });

        void Date(string happening, DateOnly day)
        {
            writer.WriteStartElement("collDate", Namespace);
            writer.WriteAttributeString("date", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            writer.WriteAttributeString("event", happening);
            writer.WriteEndElement();
        }
    });

    private static void WriteCollection(XmlWriter writer, SurveyDeclaration declared, SmallGroups hidden, ExportNotes notes, CarriedDesign? design) => Within(writer, "dataColl", () =>
    {
        Leaf(writer, "sampProc", declared.Access == SurveyAccess.Invitation ? "Mỗi liên kết mời trả lời một lần; tầng ghi ở biến stratum." : "Trang mở, không chọn mẫu.");
        Leaf(writer, "collMode", "Trang web, máy tại bộ phận một cửa, phiếu giấy nhập hai lần; ghi ở biến mode.");
        Leaf(writer, "weight", design?.Said.Vi ?? "Tệp không có trọng số: phiếu của một đơn vị như nhau, hoặc số người ÷ số phiếu của tầng khi biết số người.");
        Leaf(writer, "cleanOps", $"Nhóm dưới {declared.MinimumCell.ToString(CultureInfo.InvariantCulture)} phiếu được gộp thành “{SmallGroups.Together}” hoặc bỏ ra{(hidden.LeftOut.IsEmpty ? "" : $": {string.Join(", ", hidden.LeftOut)}")}. Ý kiến viết tay để riêng. {notes.Counted.Said.Vi}");
    });

    private static void WriteVariable(XmlWriter writer, Variable variable, string id)
    {
        writer.WriteStartElement("var", Namespace);
        writer.WriteAttributeString("ID", id);
        writer.WriteAttributeString("name", variable.Name);
        writer.WriteAttributeString("intrvl", variable.Kind == VariableKind.Scale ? "contin" : "discrete");
        Leaf(writer, "labl", variable.Label);
        foreach (var value in variable.Values)
        {
            writer.WriteStartElement("catgry", Namespace);
            if (value.IsMissing)
                writer.WriteAttributeString("missing", "Y");
            Leaf(writer, "catValu", value.Value.ToString(CultureInfo.InvariantCulture));
            Leaf(writer, "labl", value.Label);
            writer.WriteEndElement();
        }

        writer.WriteStartElement("varFormat", Namespace);
        writer.WriteAttributeString("type", variable.Kind == VariableKind.Text ? "character" : "numeric");
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void Within(XmlWriter writer, string name, Action write)
    {
        writer.WriteStartElement(name, Namespace);
        write();
        writer.WriteEndElement();
    }

    private static void Leaf(XmlWriter writer, string name, string text) => writer.WriteElementString(name, Namespace, text);
}
