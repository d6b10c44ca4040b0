using System.Globalization;
using System.Text;
using ChiSo.Application.Surveys;
using ChiSo.Engine.Surveys;
using CsCheck;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys;

public sealed class PlainNumberReaderTests
{
    [Theory]
    [InlineData("a,b\n1,2\n3,4\n")]
    [InlineData("a,b\r\n1,2\r\n\r\n3,4")]
    [InlineData("\uFEFFa;b\n1;2\n3;4\n")]
    [InlineData("\"a\",\"b\"\n1, 2\n 3 ,4.0\n")]
    public void Rows_are_read_whatever_the_line_ends_and_separators(string text)
    {
        var (rows, problem) = Read(text);
        problem.ShouldBeNull();
        rows.ShouldBe([[1, 2], [3, 4]]);
    }

    [Theory]
    [InlineData("", double.NaN)]
    [InlineData("NA", double.NaN)]
    [InlineData("-2.5", -2.5)]
    [InlineData("1e3", 1000)]
    [InlineData("123456789012345678901", 123456789012345678901.0)]
    [InlineData("0", 0)]
    [InlineData("0.1", 0.1)]
    public void A_cell_is_a_number_or_no_answer(string cell, double value) => Read($"a,b\n{cell},1\n").Rows.Single()[0].ShouldBe(value);

    [Theory]
    [InlineData("a,b\n1,2\n1,x\n", "f.csv:3:b")]
    [InlineData("a,b\n1,2,3\n", "f.csv:2")]
    [InlineData("a,b\n1\n", "f.csv:2:b")]
    [InlineData("a,b\n\"1\",2\n", "f.csv:2:a")]
    [InlineData("a;b\n1,5;2\n", "f.csv:2:a")]
    [InlineData("a,b\n1,∞\n", "f.csv:2:b")]
    [InlineData("a,b\n1,007\n", "f.csv:2:b")]
    public void What_is_no_plain_number_is_told_with_its_place(string text, string where)
    {
        var problem = Read(text).Problem.ShouldNotBeNull();
        (problem.Code, problem.Where).ShouldBe(("survey.not-plain-number", where));
    }

    [Fact]
    public void An_empty_file_has_no_header() => PlainNumberReader.Open(new MemoryStream(), "f.csv").Problems.Single().Code.ShouldBe("file.empty");

    [Fact]
    public void A_row_without_end_is_refused_before_memory_runs_out()
    {
        var endless = "a,b\n" + new string('1', 3_000_000);
        Read(endless).Problem.ShouldNotBeNull().Code.ShouldBe("survey.not-plain-number");
    }

    [Fact]
    public void Numbers_come_back_as_they_were_written_whatever_the_size_of_the_pieces_read() =>
        Gen.Select(Gen.Double[-1e6, 1e6].Array[3].Array[1, 60], Gen.Int[1, 50]).Sample((rows, piece) =>
        {
            var text = "a,b,c\n" + string.Concat(rows.Select(row => string.Join(',', row.Select(value => value.ToString("R", CultureInfo.InvariantCulture))) + "\n"));
            using var stream = new Trickle(Encoding.UTF8.GetBytes(text), piece);
            PlainNumberReader.Open(stream, "f.csv").TryGet(out var reader).ShouldBeTrue();
            foreach (var row in rows)
            {
                var values = new double[3];
                reader!.Read(values).ShouldBeTrue();
                values.ShouldBe(row);
            }

            reader!.Read(new double[3]).ShouldBeFalse();
        });

    [Fact]
    public void Answers_are_added_up_by_sampled_unit()
    {
        var totals = Totals("region,who,w,q1,q2\n1,10,2,5,\n1,11,1,3,4\n2,10,1,1,2\n2,12,3,2,NA\n", new("region", "who", "w", ["q2", "q1"])).Known();
        (totals.Strata, totals.Units).ShouldBe((2, 4));
        var means = totals.Means(["q2", "q1"]);
        means[0].Known().Value.ShouldBe(3);
        (means[0].Known().Respondents, means[0].Known().Missing).ShouldBe((2, 2));
        means[1].Known().Value.ShouldBe((10 + 3 + 1 + 6) / 7.0, 1e-12);
        means[1].Known().DegreesOfFreedom.ShouldBe(2);
    }

    [Theory]
    [InlineData("s,u,w,q\n1,1,1,1\n1,2,-1,1\n", "survey.design-cell", "f.csv:3:w")]
    [InlineData("s,u,w,q\n1,,1,1\n", "survey.design-cell", "f.csv:2:u")]
    [InlineData("s,u,w,q\n,1,1,1\n", "survey.design-cell", "f.csv:2:s")]
    [InlineData("s,u,q\n1,1,1\n", "table.missing-column", "f.csv")]
    [InlineData("s,u,w,q\n1,1,1,a\n", "survey.not-plain-number", "f.csv:2:q")]
    public void What_stands_in_the_way_is_told(string text, string code, string where)
    {
        var problem = Totals(text, new("s", "u", "w", ["q"])).Problems.Single();
        (problem.Code, problem.Where).ShouldBe((code, where));
    }

    private static Engine.Result<ClusterTotals> Totals(string text, ColumnNames names) => AnswerTotals.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "f.csv", names);

    private static (List<double[]> Rows, Engine.Problem? Problem) Read(string text)
    {
        var reader = PlainNumberReader.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), "f.csv").Known();
        var rows = new List<double[]>();
        var row = new double[reader.Columns.Length];
        while (reader.Read(row))
            rows.Add([.. row]);
        return (rows, reader.Problem);
    }

    /// <summary>Hands over a few bytes at a time.</summary>
    private sealed class Trickle(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, piece));
    }
}
