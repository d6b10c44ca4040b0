using ChiSo.Application.Results;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Samples;

/// <summary>Both samples read, add up and pass their own worked examples.</summary>
public sealed class SampleChecksTests
{
    public static TheoryData<string> Samples { get; } = ["can-tho-2023", "ministries-2023"];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Its_files_read_without_a_problem(string sample) =>
        RoundTables.Parse(CsvTables.ReadFolder(RepositoryFiles.At("samples", sample))).Problems.ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Samples))]
    public void Criteria_and_method_have_no_problem(string sample)
    {
        foreach (var block in Round(sample).Blocks)
        {
            CriteriaChecks.Find(block.Criteria, block.Method).ShouldBeEmpty();
            MethodChecks.Find(block.Method, block.Criteria, block.Code).ShouldBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Each_line_has_worked_examples_and_they_pass(string sample)
    {
        foreach (var leaf in Round(sample).Blocks.SelectMany(block => block.Criteria.Leaves()))
        {
            leaf.Scoring!.Examples.ShouldNotBeEmpty(leaf.Code.Value);
            WorkedExamples.Check(leaf).ShouldBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Its_criteria_have_an_English_name(string sample) =>
        Round(sample).Blocks.SelectMany(block => block.Criteria.Nodes()).ShouldAllBe(node => node.Name.En.Length > 0 && node.Name.En != node.Name.Vi);

    [Fact]
    public void Positions_stand_in_the_form_an_export_writes()
    {
        var table = RoundTables.Format(SampleRound.CanTho).Single(table => table.Name == "positions");
        using var written = new MemoryStream();
        CsvTables.Write(written, table, CsvWriting.Kept);

        File.ReadAllBytes(RepositoryFiles.At("samples", "can-tho-2023", "positions.csv")).ShouldBe(written.ToArray());
    }

    private static RoundDocument Round(string sample) =>
        sample == SampleRound.CanTho.Code ? SampleRound.CanTho : SampleRound.Ministries;
}
