using ChiSo.Application.Assessment;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Web.Tests.Appraisal;

/// <summary>The demo round after its first unit has handed in what it entered a year before.</summary>
public class HandedInPages : DemoPages, IAsyncLifetime
{
    /// <summary>A line the Department of Justice appraises, with a file.</summary>
    public const string WithFile = "TC_TD_XL";

    public const string FileName = "Văn bản xử lý.pdf";

    ValueTask IAsyncLifetime.InitializeAsync() => StartAsync();

    /// <summary>Words about the evidence of a line.</summary>
    protected virtual string EvidenceOf(CriteriaNode node) => "Báo cáo số 1/BC";

    protected async ValueTask StartAsync()
    {
        await InitializeAsync();
        var cancel = TestContext.Current.CancellationToken;
        var leader = await PersonAsync("lanhdao");
        var last = (await Installation.Rounds.LoadAsync("can-tho-2023", cancel)).ShouldNotBeNull().Blocks[0].Positions
            .Where(position => position.Unit == "noivu" && position.Stage == Stages.Self).ToDictionary(position => position.Criterion, position => position.Entry);
        var sheet = (await Installation.Sheets.ReadAsync(Round, "departments", "noivu", Stages.Self, cancel)).ShouldNotBeNull();
        foreach (var node in sheet.Own())
        {
            var line = new SaveLine(Round, "departments", "noivu", Stages.Self, node.Code, 0, EntryText.Format(last[node.Code], node.Scoring!), "vì sao", EvidenceOf(node)); // own lines are scored
            (await Installation.Sheets.SaveAsync(line, leader, DecimalMark.Point, cancel)).Problems.ShouldBeEmpty(node.Code.Value);
        }

        await using (var file = new MemoryStream("%PDF-1.7 thử"u8.ToArray()))
            (await Installation.Evidence.AddAsync(new(new(Round, "departments", "noivu", Stages.Self, new(WithFile)), FileName, "", null, "", "", "", SaysNotSecret: true), file, leader, cancel)).Problems.ShouldBeEmpty();
        (await Installation.Sheets.MoveAsync(Round, "departments", "noivu", Stages.Self, SheetStep.HandIn, "", leader, cancel)).Problems.ShouldBeEmpty();
    }
}
