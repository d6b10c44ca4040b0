using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using System.Xml.Linq;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Exports;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Results;
using ChiSo.Application.Tests.Surveys.Collection;
using ChiSo.Application.Tests.Surveys.Questionnaires;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Exports;

/// <summary>Answers for SPSS, Stata and R: what our files say, and in the long tests what R reads in them.</summary>
public sealed class StatisticsFileTests : IDisposable
{
    private static readonly DateTime At = new(2026, 11, 24, 9, 30, 0, DateTimeKind.Unspecified);

    private static readonly Questionnaire Form = Forms.Good(
        "type|name|label|factor|polarity\nselect_one scale|a|Thái độ phục vụ của công chức|service|\nselect_one scale|b|Có phải trả thêm tiền?|service|lower_better\nselect_one yesno|again|Có đến lại không?||\nselect_multiple wish|w|Mong muốn||\ninteger|age|Tuổi||\ndate|day|Ngày đến||\ntext|t|Ý kiến||",
        "list_name|name|label|no_opinion\nscale|1|Rất không hài lòng|\nscale|2|Không hài lòng|\nscale|3|Bình thường|\nscale|4|Hài lòng|\nscale|5|Rất hài lòng|\nscale|9|Không có ý kiến|yes\nyesno|yes|Có|\nyesno|no|Không|\nwish|fast|Nhanh hơn|\nwish|cheap|Rẻ hơn|",
        "code|label|weight\nservice|Phục vụ|1");

    private readonly string folder = Directory.CreateTempSubdirectory("chiso-statistics-").FullName;

    private static LiveSurvey Survey => new(Guid.Empty, OpenSurvey.Declaration, Form, "abc", IsClosed: false);

    [Fact]
    public void Variables_come_from_the_questionnaire_with_numbers_and_labels()
    {
        var table = AnswerExport.Labelled(Survey, AnswerOutline.Of([]), SharedValues.All, []);
        table.Variables.Select(variable => $"{variable.Name}:{variable.Kind}").ShouldBe(
            ["unit:Text", "stratum:Text", "mode:Nominal", "language:Text", "consent:Text", "a:Ordinal", "b:Ordinal", "again:Nominal", "w.fast:Nominal", "w.cheap:Nominal", "age:Scale", "day:Text"]);
        table.Variables[5].Values.Select(value => $"{value.Value}={value.Label}{(value.IsMissing ? "!" : "")}").ShouldBe(["1=Rất không hài lòng", "2=Không hài lòng", "3=Bình thường", "4=Hài lòng", "5=Rất hài lòng", "9=Không có ý kiến!"]);
        table.Variables[7].Values.Select(value => $"{value.Value}={value.Label}").ShouldBe(["1=Có", "2=Không"], "words are numbered in their order");
    }

    [Fact]
    public void A_row_holds_numbers_and_tells_no_answer_from_no_opinion()
    {
        var answers = Answers();
        var table = AnswerExport.Labelled(Survey, AnswerOutline.Of(answers), SharedValues.All, answers);
        string Row(int at) => string.Join(' ', table.Rows.ElementAt(at).Select(datum => datum.Number is { } number ? FormattableString.Invariant($"{number}") : datum.Text.Length > 0 ? datum.Text : "."));
        Row(0).ShouldBe("noivu đô-thị 1 vi 1 5 1 1 1 0 41 2026-03-09");
        Row(1).ShouldBe("noivu đô-thị 4 vi 1 9 . 2 . . . .");
    }

    [Fact]
    public void Files_begin_as_their_formats_say_and_are_the_same_every_time()
    {
        var (sav, dta) = (Bytes(SavWriter.Write), Bytes(DtaWriter.Write));
        Encoding.ASCII.GetString(sav[..4]).ShouldBe("$FL2");
        (BitConverter.ToInt32(sav, 64), BitConverter.ToInt32(sav, 80)).ShouldBe((2, 3), "the layout tells which end comes first; then the rows");
        Encoding.ASCII.GetString(dta[..67]).ShouldBe("<stata_dta><header><release>118</release><byteorder>LSF</byteorder>");
        Encoding.ASCII.GetString(dta[^12..]).ShouldBe("</stata_dta>");
        Bytes(SavWriter.Write).ShouldBe(sav);
        Bytes(DtaWriter.Write).ShouldBe(dta);
        foreach (var (place, tag) in Map(dta).Zip((string[])["<stata_dta>", "<map>", "<variable_types>", "<varnames>", "<sortlist>", "<formats>", "<value_label_names>", "<variable_labels>", "<characteristics>", "<data>", "<strls>", "<value_labels>", "</stata_dta>"]))
            Encoding.ASCII.GetString(dta, (int)place, tag.Length).ShouldBe(tag);
        Map(dta)[^1].ShouldBe(dta.Length);
    }

    [Fact]
    public void Long_and_odd_names_and_labels_are_cut_and_kept_apart()
    {
        ShortNames.Of(["câu hỏi.1", "câu_hỏi_1", "9", new string('x', 40), new string('x', 41)], 32).ShouldBe(["c_u_h_i_1", "c_u_h_i_1_2", "v9", new string('x', 32), new string('x', 30) + "_2"]);
        Encoding.UTF8.GetString(ShortNames.Cut("Thủ tục", 4)).ShouldBe("Th", "ủ has three bytes");
    }

    private static ExportNotes Notes { get; } = new(
        new(new(CountingRule.Accepted, ImmutableSortedDictionary<AnswerState, int>.Empty.Add(AnswerState.Accepted, 12).Add(AnswerState.New, 2), 0.5), AnswerOutline.Of([]), (_, _) => []) { Basis = "" },
        new(new("Mời 20 người.", "20 people were invited."), [("RR1", new("Tỷ lệ trả lời RR1 60,0 % = I ÷ (I + R + NC + O + U).", "Response rate RR1 60.0 % = I ÷ (I + R + NC + O + U)."))]));

    [Fact]
    public void The_codebook_describes_study_variables_and_categories()
    {
        using var stream = new MemoryStream();
        DdiCodebook.Write(stream, Survey, AnswerExport.Labelled(Survey, AnswerOutline.Of([]), SharedValues.All, []), "answers.sav", SmallGroups.Of([new("noivu", "", 12), new("tuphap", "", 3)], 10), Notes);
        stream.Position = 0;
        var book = XDocument.Load(stream).Root.ShouldNotBeNull();
        XNamespace ddi = "ddi:codebook:2_5";
        book.Name.ShouldBe(ddi + "codeBook");
        book.Descendants(ddi + "AuthEnty").Single().Value.ShouldBe("Sở Nội vụ");
        book.Descendants(ddi + "caseQnty").Single().Value.ShouldBe("12");
        book.Descendants(ddi + "cleanOps").Single().Value.ShouldContain("tuphap");
        book.Descendants(ddi + "cleanOps").Single().Value.ShouldContain("Chỉ tính phiếu được chấp nhận: 12; chưa quyết định 2");
        var response = book.Descendants(ddi + "respRate").Single();
        response.Value.ShouldBe("Mời 20 người. Tỷ lệ trả lời RR1 60,0 % = I ÷ (I + R + NC + O + U).");
        (response.Parent!.Name, response.Parent.Parent!.Name).ShouldBe((ddi + "anlyInfo", ddi + "method")); // where DDI 2.5 has it
        var asked = book.Descendants(ddi + "var").Single(one => (string?)one.Attribute("name") == "a");
        asked.Element(ddi + "labl")!.Value.ShouldBe("Thái độ phục vụ của công chức"); // every variable has one
        asked.Elements(ddi + "catgry").Single(one => (string?)one.Attribute("missing") == "Y").Element(ddi + "catValu")!.Value.ShouldBe("9"); // likewise
    }

    /// <summary>Whether its error is too large is judged in its block alone.</summary>
    [Fact]
    public void Figures_of_a_unit_outside_the_blocks_stand_in_no_script()
    {
        var random = new Random(20261124);
        ImmutableArray<Answer> answers = [.. Enumerable.Range(0, 80).Select(at => Answer(at % 2 == 0 ? "noivu" : "tuphap", "", AnswerMode.Link, ("a", Pick(random)), ("b", Pick(random))))];
        var (hidden, figures) = (SmallGroups.Of(AnswerOutline.Of(answers).Groups, 10), OpenRound.Must(CollectedIndex.Compute(Survey, answers)));
        figures.Select(figure => figure.Unit).Distinct().ShouldBe(["noivu", "tuphap"], ignoreOrder: true);
        var blocks = OpenRound.Must(SurveyResults.Of(Survey, answers, [(new("Sở", "Departments"), ["noivu"])])).Blocks;
        var script = OpenRound.Must(IndexScript.Of(Survey, "answers.csv", hidden, figures, blocks, sizes: null, Notes));
        script.ShouldContain("\\\"noivu\\\",\\\"service\\\",");
        script.ShouldNotContain("\\\"tuphap\\\",\\\"service\\\",");
    }

    /// <summary>R's haven reads both files; what it sees is written down by R itself.</summary>
    [Theory]
    [Trait("Duration", "Long")]
    [InlineData("sav", "9", "Không có ý kiến")]
    [InlineData("dta", ".a", "Không có ý kiến")]
    public async Task R_reads_the_same_values_and_labels(string ending, string missing, string label)
    {
        var file = Path.Combine(folder, "answers." + ending);
        await File.WriteAllBytesAsync(file, Bytes(ending == "sav" ? SavWriter.Write : DtaWriter.Write), TestContext.Current.CancellationToken);
        var seen = await RunAsync($$"""
            library(haven)
            x <- read_{{ending}}("{{file}}"{{(ending == "sav" ? ", user_na = TRUE" : "")}})
            cat(dim(x), "\n"); cat(x$unit, "|", x$stratum, "\n"); cat(attr(x$a, "label"), "\n")
            cat(as.character(as_factor(x$a)), "\n"); cat(as.numeric(x$age), "\n"); cat(as.character(x$day), "\n")
            cat(as.numeric(x[[9]]), "\n"); cat(names(attr(x$again, "labels")), "\n")
            cat({{(ending == "sav" ? "as.numeric(x$a[2]), attr(x$a, 'na_values')" : "na_tag(x$a[2])")}}, "\n")
            """);
        string.Join('\n', seen.Split('\n').Select(line => line.TrimEnd())).ShouldBe($"3 12\nnoivu noivu tuphap | đô-thị đô-thị\nThái độ phục vụ của công chức\nRất hài lòng {label} Bình thường\n41 NA 33\n2026-03-09  2026-03-10\n1 NA 0\nCó Không\n{(missing == "9" ? "9 9" : "a")}\n");
    }

    [Theory]
    [Trait("Duration", "Long")]
    [InlineData(false, "", "")]
    [InlineData(true, "", "")]
    [InlineData(true, "rescaled_mean", "pooled_answers")]
    [InlineData(false, "weighted_options", "pooled_answers")]
    public async Task The_script_reproduces_every_figure_and_stops_at_a_wrong_one(bool weighted, string scoring, string pooling)
    {
        var survey = Survey with { Form = scoring.Length == 0 ? Form : OpenRound.Must(Forms.Read("type|name|label|factor\nselect_one scale|a|A|service\nselect_one scale|b|B|service", ScaleWith(scoring), $"form_id|version|form_title|scoring|pooling\nf|1|Form|{scoring}|{pooling}", $"code|label|weight|pooling\nservice|Phục vụ|1|{pooling}")) };
        var random = new Random(20261124);
        ImmutableArray<Answer> answers = [.. Enumerable.Range(0, 400).Select(at => Answer(at % 2 == 0 ? "noivu" : "tuphap", at % 3 == 0 ? "đô thị" : "nông thôn", AnswerMode.Link, ("a", Pick(random)), ("b", Pick(random))))];
        var outline = AnswerOutline.Of(answers);
        var hidden = SmallGroups.Of(outline.Groups, 10);
        ImmutableArray<Answer> shown = [.. hidden.Rows((unit, stratum) => [.. answers.Where(answer => (answer.Unit, answer.Stratum) == (unit, stratum))])];
        var sizes = weighted ? Sizes("unit,stratum,people\nnoivu,đô thị,900\nnoivu,nông thôn,5000\ntuphap,đô thị,70\ntuphap,nông thôn,700\n") : null;
        CollectedIndex.Compute(survey, shown, sizes).TryGet(out var figures).ShouldBeTrue();
        SurveyResults.Of(survey, shown, [(new("Cả hai", "Both"), ["noivu", "tuphap"])], by: null, sizes).TryGet(out var results).ShouldBeTrue();
        IndexScript.Of(survey, "answers.csv", hidden, figures, results!.Blocks, sizes, Notes).TryGet(out var script).ShouldBeTrue();
        script!.ShouldContain("# Counting rule Accepted: Accepted answers alone count: 12; 2 undecided, 0 set aside, 0 to be asked again. One with under 50 % of the asked questions answered was held back until decided on."); // made just above
        script!.ShouldContain("RR1 60.0 %"); // as above
        await using (var file = File.Create(Path.Combine(folder, "answers.csv")))
            CsvTables.Write(file, AnswerExport.Table(survey, outline, SharedValues.All, shown), CsvWriting.Kept);

        (await RunAsync(script!)).ShouldContain($"{figures.Length} figures, 1 means, largest difference"); // made just above
        (await RunAsync(script!)).ShouldContain("8 shown with their intervals, 2 places"); // as above: the whole, the factor and two questions of each unit
        var (mean, questions) = (results.Blocks[0].Mean, results.Blocks[0].Units.SelectMany(unit => unit.Figures).Where(figure => figure.Level == ResultLevel.Question).ToArray());
        foreach (var told in questions.SelectMany(question => new[] { question.Value, question.Estimate?.StandardError, question.Lower, question.Upper }))
            (await Should.ThrowAsync<InvalidOperationException>(() => RunAsync(script!.Replace(FormattableString.Invariant($",{told:R},"), ",50.125,", StringComparison.Ordinal)))).Message.ShouldContain("differs", customMessage: $"{told}"); // made just above
        var best = results.Blocks[0].Units[0];
        var place = best.Place.ShouldNotBeNull();
        foreach (var wrong in new[] { $",{place.Place + 1},{place.From},{place.To}", $",{place.Place},{place.From + 1},{place.To}", $",{place.Place},{place.From},{place.To + 1}" })
            (await Should.ThrowAsync<InvalidOperationException>(() => RunAsync(script!.Replace($"1,\\\"{best.Unit}\\\",\\\"{best.By}\\\",{place.Place},{place.From},{place.To}", $"1,\\\"{best.Unit}\\\",\\\"{best.By}\\\"{wrong}", StringComparison.Ordinal)))).Message.ShouldContain($"the place of {best.Unit} differs"); // made just above
        foreach (var told in new[] { mean.Value, mean.Lower, figures[0].Margin })
            (await Should.ThrowAsync<InvalidOperationException>(() => RunAsync(script!.Replace(FormattableString.Invariant($"{told:R}"), "50.5", StringComparison.Ordinal)))).Message.ShouldContain("differs"); // made just above
        (await Should.ThrowAsync<InvalidOperationException>(() => RunAsync(script!.Replace(FormattableString.Invariant($"{figures[0].Value:R}"), "50", StringComparison.Ordinal)))).Message.ShouldContain("differs"); // made just above
    }

    /// <summary>Three of thirty used a service: what they said is in no figure the script holds, and R tells it is hidden.</summary>
    [Fact]
    [Trait("Duration", "Long")]
    public async Task The_script_tells_hidden_figures_as_hidden_and_reproduces_the_others()
    {
        var (survey, answers, outline) = (SyntheticSurvey.Survey, HiddenFigureTests.Rare, AnswerOutline.Of(HiddenFigureTests.Rare));
        var figures = OpenRound.Must(CollectedIndex.Compute(survey, answers));
        var results = OpenRound.Must(SurveyResults.Of(survey, answers, [(new("Sở", "Departments"), ["noivu"])]));
        await using (var file = File.Create(Path.Combine(folder, "answers.csv")))
            CsvTables.Write(file, AnswerExport.Table(survey, outline, SharedValues.All, answers), CsvWriting.Kept);
        var said = await RunAsync(OpenRound.Must(IndexScript.Of(survey, "answers.csv", SmallGroups.Of(outline.Groups, 10), figures, results.Blocks, sizes: null, Notes)));
        said.ShouldContain("1 figures, 1 means, largest difference");
        said.Split('\n').Where(line => line.EndsWith("hidden", StringComparison.Ordinal)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]).ShouldBe(["services", "access", "procedures", "staff", "result", "feedback", "policy"]);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string ScaleWith(string scoring)
    {
        var rows = new[] { "1|0", "2|10", "3|50", "4|80", "5|100" }.Select(row => $"scale|{(scoring == "weighted_options" ? row : row.Split('|')[0] + "|")}|{row[0]}|");
        return $"list_name|name|worth|label|no_opinion\n{string.Join('\n', rows)}\nscale|9||9|yes";
    }

    private static string Pick(Random random) => random.Next(8) switch { 0 => "", 1 => "9", var code => FormattableString.Invariant($"{code - 1}") is "6" ? "5" : FormattableString.Invariant($"{Math.Min(5, code - 1)}") };

    private GroupSizes Sizes(string csv)
    {
        var path = Path.Combine(folder, "sizes.csv");
        File.WriteAllText(path, csv);
        return GroupSizes.Read(path).TryGet(out var sizes) ? sizes : throw new InvalidOperationException("sizes");
    }

    private async Task<string> RunAsync(string script)
    {
        var path = Path.Combine(folder, "script.R");
        await File.WriteAllTextAsync(path, script);
        using var process = Process.Start(new ProcessStartInfo("Rscript", ["--vanilla", path]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = folder, Environment = { ["LC_ALL"] = "C.UTF-8" } })!; // a program that does not start throws
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await said : throw new InvalidOperationException(await wrong);
    }

    private static byte[] Bytes(Action<Stream, LabelledTable, DateTime> write)
    {
        using var stream = new MemoryStream();
        var answers = Answers();
        write(stream, AnswerExport.Labelled(Survey, AnswerOutline.Of(answers), SharedValues.All, answers), At);
        return stream.ToArray();
    }

    private static long[] Map(byte[] dta)
    {
        var at = Encoding.ASCII.GetString(dta).IndexOf("<map>", StringComparison.Ordinal) + 5;
        return [.. Enumerable.Range(0, 14).Select(place => BitConverter.ToInt64(dta, at + (place * 8)))];
    }

    private static ImmutableArray<Answer> Answers() =>
    [
        Answer("noivu", "đô-thị", AnswerMode.Link, ("a", "5"), ("b", "1"), ("again", "yes"), ("w", "fast"), ("age", "41"), ("day", "2026-03-09"), ("t", "tên tôi là An")),
        Answer("noivu", "đô-thị", AnswerMode.Paper, ("a", "9"), ("again", "no")),
        Answer("tuphap", "", AnswerMode.Open, ("a", "3"), ("w", "cheap"), ("age", "33"), ("day", "2026-03-10")),
    ];

    private static Answer Answer(string unit, string stratum, AnswerMode mode, params (string Key, string Value)[] values) =>
        new(unit, stratum, mode, "Tiếng Việt (vi)", "1", ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, values.Where(one => one.Value.Length > 0).Select(one => KeyValuePair.Create(one.Key, one.Value))));
}
