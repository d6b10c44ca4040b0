using ChiSo.Application.Surveys.Collection;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Collection;

/// <summary>What readers are told of the ways answers came.</summary>
public sealed class AnswerModeWordsTests
{
    private const int Least = 10;

    [Fact]
    public void Of_one_way_nothing_is_said_unless_it_was_another_survey()
    {
        Said((AnswerMode.Link, 30)).ShouldBe(Words.Same(""));
        Said().ShouldBe(Words.Same(""));
        Said((AnswerMode.Link, 30), (AnswerMode.Interview, 20)).ShouldBe(Words.Same(""), "which of them were interviews is known of whole groups alone");
        Said((AnswerMode.Imported, 1200)).Vi.ShouldBe("Phiếu theo cách trả lời: Nhập từ cuộc khảo sát nơi khác 1.200. Phiếu nhập từ nơi khác không tính vào tỷ lệ trả lời.");
    }

    [Fact]
    public void Several_are_told_with_their_answers() =>
        Said((AnswerMode.Paper, 12), (AnswerMode.Link, 1310)).En.ShouldBe("Answers by way of answering: Own link, by oneself or with an interviewer 1,310; Paper form 12. All ways are put together; differences between them are not taken out.");

    [Fact]
    public void Few_are_told_with_others_and_never_by_subtraction()
    {
        Said((AnswerMode.Link, 100), (AnswerMode.Kiosk, 20), (AnswerMode.Paper, 9), (AnswerMode.Device, 1)).Vi.ShouldContain("có điều tra viên hỏi 100; Máy tại bộ phận một cửa 20; Cách khác 10.");
        Said((AnswerMode.Link, 100), (AnswerMode.Kiosk, 20), (AnswerMode.Paper, 9)).Vi.ShouldContain("có điều tra viên hỏi 100; Cách khác 29.", customMessage: "20 beside 9 would tell the nine");
        Said((AnswerMode.Link, 100), (AnswerMode.Paper, 9)).Vi.ShouldStartWith("Phiếu được trả lời theo nhiều cách, có cách quá ít phiếu nên không nêu số.");
    }

    private static Words Said(params (AnswerMode Mode, int Answers)[] ways) => AnswerModeWords.Of(ways.SelectMany(way => Enumerable.Repeat(way.Mode, way.Answers)), Least);
}
