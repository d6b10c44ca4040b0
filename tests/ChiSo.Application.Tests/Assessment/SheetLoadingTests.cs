using ChiSo.Application.Assessment;
using ChiSo.Application.Assessment.SheetFiles;
using ChiSo.Application.Audit;
using ChiSo.Application.Files;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Files;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Assessment;

/// <summary>A self-assessment filled in a workbook on both databases: shown first, taken in whole, and nothing of others overwritten unseen.</summary>
public sealed class SheetLoadingTests(PostgresServer postgres)
{
    private const string Drafts = "TC_XD_TD";
    private const string Monitoring = "TC_TD_XL";
    private const string Reason = "Giải trình";
    private const string Evidence = "Tài liệu kiểm chứng";
    private const string Demand = "Yêu cầu về tài liệu";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_filled_template_is_shown_and_taken_in_as_one(Kind kind)
    {
        using var made = await OpenRound.NewAsync(kind, postgres);
        var plan = await PlanAsync(made, await FilledAsync(made, (Drafts, "Số liệu 1", 4m), (Drafts, "Số liệu 2", 5m), (Drafts, Reason, "Còn một văn bản"), (Monitoring, "Số liệu 1", "Xử lý một phần"), (Monitoring, Evidence, "Báo cáo số 7/BC")));
        plan.Problems.ShouldBeEmpty();
        plan.Lines.Select(line => (line.Node.Code.Value, line.As)).ShouldBe([(Drafts, FilledAs.Changed), (Monitoring, FilledAs.Changed)]);
        plan.Lines[0].PointsAfter.ShouldBe(1.2m);
        (await made.SheetAsync()).Positions.ShouldBeEmpty("nothing is written before it is taken in");

        OpenRound.Must(await Loading(made).TakeInAsync(plan.Upload.Id, plan.Seen, new HashSet<string>(), made.Officer, Cancel));

        var sheet = await made.SheetAsync();
        sheet.Positions.Count.ShouldBe(2);
        (sheet.Positions[new(Drafts)].Reason, sheet.Positions[new(Monitoring)].Evidence, sheet.Positions[new(Drafts)].Person).ShouldBe(("Còn một văn bản", "Báo cáo số 7/BC", made.Officer.Id));
        (await Loading(made).TakeInAsync(plan.Upload.Id, plan.Seen, new HashSet<string>(), made.Officer, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet-file.taken-already");
        (await PlanAsync(made, await FilledAsync(made))).Lines.Select(line => line.As).ShouldBe([FilledAs.Stands, FilledAs.Stands], "the template as it was downloaded changes nothing");
        await using var context = made.Installation.Database.Open();
        (await context.AuditLinks.CountAsync(link => link.Act == "sheet.loaded", Cancel)).ShouldBe(1);
        (await made.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task What_others_saved_after_the_download_stands_unless_chosen_otherwise_and_nothing_is_lost(Kind kind)
    {
        using var made = await OpenRound.NewAsync(kind, postgres);
        OpenRound.Must(await made.SaveAsync(made.Officer, Drafts, 0, "a=1;b=5", "lúc tải"));
        var untouched = await FilledAsync(made);
        var file = await FilledAsync(made, (Drafts, "Số liệu 1", 4m), (Monitoring, "Số liệu 1", "Chưa xử lý"), (Monitoring, Evidence, "Công văn 1"));
        OpenRound.Must(await made.SaveAsync(made.Leader, Drafts, 1, "a=2;b=5", "lưu sau khi tải"));
        OpenRound.Must(await made.SaveAsync(made.Leader, Monitoring, 0, "choice=Xử lý đầy đủ"));

        var plan = await PlanAsync(made, file);
        plan.Of(FilledAs.Clash).Select(line => line.Node.Code.Value).ShouldBe([Drafts, Monitoring]);
        OpenRound.Must(await Loading(made).TakeInAsync(plan.Upload.Id, plan.Seen, new HashSet<string>([Monitoring]), made.Officer, Cancel));

        var sheet = await made.SheetAsync();
        (sheet.Positions[new(Drafts)].Reason, sheet.Positions[new(Monitoring)].Evidence).ShouldBe(("lưu sau khi tải", "Công văn 1"));
        (await PlanAsync(made, untouched)).Lines.Select(line => line.As).ShouldAllBe(kind => kind == FilledAs.Stands, "who left a line as it was given meets no clash");
        var aside = sheet.Aside.ShouldHaveSingleItem();
        (aside.Criterion.Value, aside.Person, aside.Seen).ShouldBe((Drafts, made.Officer.Id, 1));
        await using var context = made.Installation.Database.Open();
        (await context.Positions.CountAsync(row => row.Criterion == new CriterionCode(Monitoring) && row.Stage == Application.Rounds.Stages.Self && row.Unit == OpenRound.Unit, Cancel)).ShouldBe(2, "what was replaced stays in the line's history");
    }

    [Fact]
    public async Task A_change_made_while_the_page_was_open_is_shown_again()
    {
        using var made = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var plan = await PlanAsync(made, await FilledAsync(made, (Drafts, "Số liệu 1", 4m), (Drafts, "Số liệu 2", 5m)));
        OpenRound.Must(await made.SaveAsync(made.Leader, Drafts, 0, "a=3;b=5"));
        (await Loading(made).TakeInAsync(plan.Upload.Id, plan.Seen, new HashSet<string>(), made.Officer, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet-file.overtaken");
        (await made.SheetAsync()).Positions[new(Drafts)].Sequence.ShouldBe(1);
    }

    [Fact]
    public async Task Every_problem_is_told_at_its_cell_and_nothing_is_taken_in()
    {
        using var made = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        const string Text = """
            Mã tiêu chí,Số liệu 1,Số liệu 2,Giải trình,Tài liệu kiểm chứng,Đơn vị,Kỳ,Phiên bản,Ghi thêm
            TC_XD_TD,bốn,5,,,noivu,ky-2024,0,
            TC_TD_XL,Rất tốt,,,,noivu,ky-2024,0,
            TC_RS_TH,1,2,,,yte,ky-2024,0,
            KHONG_CO,1,,,,noivu,ky-2024,0,
            TC_XD_QT,Đạt,,,,noivu,ky-2023,0,
            TC_TD_XL,Chưa xử lý,,,,noivu,ky-2024,0,
            TC_RS_XL,,,chỉ có lời,,noivu,ky-2024,0,
            TC_XD_QT,Đạt,,,,noivu,ky-2024,một,

            """;
        var plan = await PlanAsync(made, System.Text.Encoding.UTF8.GetBytes(Text), "tu-cham.csv");
        plan.Problems.Select(problem => problem.Code).ShouldBe(["table.unknown-column", "number.not-a-number", "entry.no-such-answer", "sheet-file.other-unit", "sheet-file.no-line", "sheet-file.other-round", "sheet-file.no-line", "sheet-file.no-entry", "number.not-a-number"]);
        plan.Problems[1].Where.ShouldBe("tu-cham.csv:2:Số liệu 1");
        (await Loading(made).TakeInAsync(plan.Upload.Id, plan.Seen, new HashSet<string>(), made.Officer, Cancel)).Problems.Length.ShouldBe(9);
        (await made.SheetAsync()).Positions.ShouldBeEmpty();
        (await PlanAsync(made, "a,b\n1,2\n"u8.ToArray(), "khac.csv")).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet-file.no-table");
    }

    [Fact]
    public async Task A_sheet_that_is_handed_in_takes_no_file_and_strangers_neither_send_nor_see_one()
    {
        using var made = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        await made.FillAsync();
        var plan = await PlanAsync(made, await FilledAsync(made, (Drafts, "Số liệu 1", 1m)));
        (await Loading(made).PlanAsync(plan.Upload.Id, made.Leader, Cancel)).ShouldBeNull("nobody takes in what another sent");
        (await Loading(made).LayInAsync(new MemoryStream([1]), "a.xlsx", await made.SheetAsync(), made.Stranger, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.not-allowed");
        (await Loading(made).LayInAsync(Stream.Null, "a.xlsx", await made.SheetAsync(), made.Officer, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet-file.no-file");

        OpenRound.Must(await made.MoveAsync(made.Leader, SheetStep.HandIn));
        (await Loading(made).TakeInAsync(plan.Upload.Id, plan.Seen, new HashSet<string>(), made.Officer, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.locked");
        (await Loading(made).LayInAsync(new MemoryStream([1]), "a.xlsx", await made.SheetAsync(), made.Officer, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.locked");
    }

    [Fact]
    public async Task A_returned_line_opens_the_sheet_to_its_own_people_alone()
    {
        using var made = await Appraisal.ReviewedRound.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await made.AskAsync(made.Appraiser, AskKind.Return));
        var sheet = await made.Round.SheetAsync();
        sheet.Returned.ShouldNotBeEmpty();
        (await Loading(made.Round).LayInAsync(new MemoryStream([1]), "a.xlsx", sheet, made.Round.Stranger, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.not-allowed");
        OpenRound.Must(await Loading(made.Round).LayInAsync(new MemoryStream([1]), "a.xlsx", sheet, made.Round.Officer, Cancel));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_file_the_scanner_holds_back_is_not_read(Kind kind)
    {
        using var made = await OpenRound.NewAsync(kind, postgres);
        var open = await PlanAsync(made, await FilledAsync(made, (Drafts, "Số liệu 1", 4m), (Drafts, "Số liệu 2", 5m)));
        await HeldFiles.HoldAsync(made.Installation.Database, open.Upload.Hash, FileState.Pending);
        var held = (await Loading(made).PlanAsync(open.Upload.Id, made.Officer, Cancel)).ShouldNotBeNull();
        (held.Hold, held.Lines.IsEmpty).ShouldBe((FileState.Pending, true));
        (await Loading(made).TakeInAsync(open.Upload.Id, open.Seen, new HashSet<string>(), made.Officer, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("file.waits-for-scan");
    }

    [Fact]
    public async Task Everything_but_the_answers_is_locked_and_answers_are_chosen_from_lists()
    {
        using var made = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var sheets = SheetTemplate.Of(await made.SheetAsync());
        sheets.Select(sheet => sheet.IsProtected).ShouldBe([true, true]);
        var rows = sheets[0].Rows;
        var heads = rows[0].Cells.Select(cell => cell.Text).ToList();
        foreach (var row in rows.Skip(1))
            row.Cells.Index().Where(cell => cell.Item.Style.Unlocked).Select(cell => heads[cell.Index]).ShouldAllBe(head => head.StartsWith("Số liệu", StringComparison.Ordinal) || head == Reason || head == Evidence);
        var place = rows.ToList().FindIndex(row => row.Cells[0].Text == Monitoring) + 1;
        var choice = sheets[0].Choices.Single(choice => choice.Row == place);
        heads[choice.Column - 1].ShouldBe("Số liệu 1");
        var column = choice.Source.Split('$')[1];
        sheets[1].Rows.Skip(1).Select(row => row.Cells.ElementAtOrDefault(NumberOf(column))?.Text).Take(3).ShouldBe(["Xử lý đầy đủ", "Xử lý một phần", "Chưa xử lý"]);
    }

    [Theory]
    [InlineData(null, "", "")]
    [InlineData(null, "Kế hoạch", "Giải trình thay được tài liệu: Kế hoạch")]
    [InlineData(EvidenceRule.OneOf, "Kế hoạch", "Cần một trong các tài liệu (tệp, văn bản được dẫn, tên tài liệu): Kế hoạch")]
    [InlineData(EvidenceRule.Mandatory, "", "Bắt buộc có tệp hoặc văn bản được dẫn")]
    public async Task What_a_line_demands_as_evidence_is_told_locked_and_not_read_back(EvidenceRule? rule, string documents, string told)
    {
        using var made = await OpenRound.NewAsync(Kind.Sqlite, postgres, change: document => document.Demanding(Drafts, rule, documents));
        var rows = SheetTemplate.Of(await made.SheetAsync())[0].Rows;
        var place = rows[0].Cells.Select(cell => cell.Text).ToList().IndexOf(Demand);
        var cell = rows.Single(row => row.Cells[0].Text == Drafts).Cells[place];
        (cell.Text, cell.Style.Unlocked).ShouldBe((told, false));

        var plan = await PlanAsync(made, await FilledAsync(made, (Drafts, "Số liệu 1", 4m), (Drafts, "Số liệu 2", 5m), (Drafts, Demand, "không cần gì"), (Monitoring, Demand, "chỉ có lời")));
        plan.Problems.ShouldBeEmpty();
        plan.Lines.Select(line => line.Node.Code.Value).ShouldBe([Drafts], "what stands in that column alone fills no line");
    }

    private static int NumberOf(string letters) => letters.Aggregate(0, (sum, letter) => (sum * 26) + letter - 'A' + 1) - 1;

    private static SheetLoading Loading(OpenRound made) => made.Installation.SheetLoading;

    private static async Task<SheetPlan> PlanAsync(OpenRound made, byte[] file, string name = "tu-cham.xlsx") =>
        (await Loading(made).PlanAsync(OpenRound.Must(await Loading(made).LayInAsync(new MemoryStream(file), name, await made.SheetAsync(), made.Officer, Cancel)), made.Officer, Cancel)).ShouldNotBeNull();

    /// <summary>The template as it is downloaded now, with some cells filled by line and heading.</summary>
    private static async Task<byte[]> FilledAsync(OpenRound made, params (string Line, string Heading, object Value)[] cells)
    {
        var sheets = SheetTemplate.Of(await made.SheetAsync());
        var heads = sheets[0].Rows[0].Cells.Select(cell => cell.Text).ToList();
        var rows = sheets[0].Rows.Select(row => cells.Where(cell => cell.Line == row.Cells[0].Text).Aggregate(row, (filled, cell) =>
            filled with { Cells = filled.Cells.SetItem(heads.IndexOf(cell.Heading), cell.Value is decimal number ? WrittenCell.Of(number) : WrittenCell.Of((string)cell.Value)) }));
        using var file = new MemoryStream();
        SheetWriter.Write(file, [sheets[0] with { Rows = [.. rows] }, sheets[1]]);
        return file.ToArray();
    }
}
